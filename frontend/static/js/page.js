// On every page: running rings, forms that cannot be sent twice, reading aloud, offline, what waits to be sent.
import "./countdown.js";
import "./forms.js";
import "./read.js";
import "./share.js";
import "./shell/offline.js";
import "./shell/worker.js";

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

// Most pages have nothing that could wait; a cheap phone need not load what sends it. Pages with such a form name it.
function mayNeedOutbox() {
  try {
    return document.querySelector("[data-outbox], #outbox-list") || localStorage.getItem("outbox");
  } catch {
    return true;
  }
}

// What does not come because the network died meanwhile is asked for by the next page.
if (document.querySelector("[data-forget]")) import("./outbox/leaving.js").catch(() => {});
else if (mayNeedOutbox()) import("./outbox/outbox.js").catch(() => {});

// What is asked again (outbox/again.js) is needed when the network dies: it comes after the page, which a slow network is
// for first, or as soon as somebody begins with such a form.
const ASKS = "form[data-ask-again]";
const LATER_MS = 2_000;
const again = () => import("./outbox/again.js").catch(() => {});
const later = () => { if (document.querySelector(ASKS)) setTimeout(again, LATER_MS); };

for (const news of ["focusin", "pointerdown"]) document.addEventListener(news, ({ target }) => { if (target.closest?.(ASKS)) again(); });
if (document.readyState === "complete") later();
else window.addEventListener("load", later);
