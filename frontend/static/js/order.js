// The living order: its fragment replaces itself (htmx); forms somebody may be typing into stay.
import "./outbox/outbox.js";
import { forgetDraft } from "./draft.js";

const id = document.body.dataset.order;
forgetDraft(id);

// What the page shows already need not be sent again.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.target.id !== "order-live") return;
  event.detail.headers["If-None-Match"] = document.getElementById("order-live").dataset.etag;
});

// The doorbell names the order it rings for.
document.addEventListener("live:order", (event) => {
  if (event.detail.order !== id) event.stopImmediatePropagation();
}, { capture: true });

// The forms are replaced only when they offer something else: half-typed words must not be lost.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const coming = fragment.querySelector?.("#order-forms") ?? fragment;
  if (target.dataset.offers === coming.dataset?.offers) event.detail.shouldSwap = false;
});
