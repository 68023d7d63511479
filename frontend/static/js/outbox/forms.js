// <form data-outbox="note" data-outbox-name="…"> survives a lost network: it is kept on the phone before it is sent, under
// an id that the phone makes (its field "id"), and sent until the server has said yes or no to it.
import { forgetDraft } from "../draft.js";
import { freshId } from "../fresh_id.js";
import { post } from "./post.js";
import { changed, settle } from "./run.js";
import { dropEntry, keepEntry } from "./store.js";

const me = document.documentElement.dataset.whose;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.outbox === undefined) return;
  // Who is not signed in has to prove the phone first, which needs the network; the draft stays.
  if (me === "nobody") return navigator.onLine ? undefined : stay(event, form);
  event.preventDefault();
  if (!form.dataset.sending) send(form);
}, { capture: true }); // before what guards other forms against a second tap

function stay(event, form) {
  event.preventDefault();
  show(form, "outbox-draft");
}

async function send(form) {
  const button = form.querySelector("button[type=submit]");
  form.dataset.sending = "1";
  button?.setAttribute("aria-busy", "true");
  const entry = entryOf(form);
  const isKept = await keepEntry(entry);
  const became = await post(entry, form.elements.csrfmiddlewaretoken.value);
  delete form.dataset.sending;
  button?.removeAttribute("aria-busy");
  if (became.sent) return sent(entry, became.sent);
  if (became.refused !== undefined) return refused(form, entry);
  await settle(entry, became);
  if (became.signedOut) return location.assign(`/account/sign-in/?next=${encodeURIComponent(location.pathname)}`);
  waits(form, entry, isKept);
}

function entryOf(form) {
  form.elements.id.value ||= freshId();
  return {
    id: form.elements.id.value,
    kind: form.dataset.outbox,
    name: form.dataset.outboxName,
    page: location.pathname,
    url: form.action,
    fields: [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && !isEmptyFile(value)),
    whose: me,
    at: Date.now(),
    state: "sending",
    since: Date.now(),
  };
}

// What a file field says in which nothing was chosen.
function isEmptyFile(value) {
  return value instanceof Blob && !value.size;
}

async function sent(entry, url) {
  await dropEntry(entry.id);
  if (entry.kind === "request") forgetDraft();
  changed();
  if (url.split("#")[0] === location.pathname) location.reload();
  else location.assign(url);
}

// Sent once more in the ordinary way, it is refused once more, and the server's own page says why.
async function refused(form, entry) {
  await dropEntry(entry.id);
  form.submit();
}

function waits(form, entry, isKept) {
  if (entry.kind === "request") forgetDraft();
  const note = show(form, isKept ? "outbox-kept" : "outbox-page-only");
  note.dataset.entry = entry.id;
  form.reset();
  form.elements.id.value = freshId();
  if (entry.kind === "request") form.hidden = true;
}

function show(form, template) {
  document.querySelector(".outbox-note")?.remove();
  const note = document.getElementById(template).content.firstElementChild.cloneNode(true);
  // Outside the part that is exchanged when the page is brought up to date.
  (form.closest("[data-live]") ?? form).before(note);
  note.tabIndex = -1;
  note.focus();
  note.scrollIntoView({ block: "center" });
  return note;
}

document.addEventListener("outbox:sent", ({ detail: { id, url } }) => {
  const note = document.querySelector(`[data-entry="${CSS.escape(id)}"]`);
  if (!note) return;
  const done = document.getElementById("outbox-sent").content.firstElementChild.cloneNode(true);
  done.querySelector("a").href = url;
  note.replaceWith(done);
  document.dispatchEvent(new CustomEvent("live:refetch"));
});

// A page may be a copy, and its id of a note that was sent; a request's is made by ask.js, which keeps it with the draft.
for (const form of document.querySelectorAll('form[data-outbox]:not([data-outbox="request"])')) form.elements.id.value = freshId();
