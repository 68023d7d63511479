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
    return document.querySelector("[data-outbox], [data-ask-again], #outbox-list") || localStorage.getItem("outbox");
  } catch {
    return true;
  }
}

if (document.querySelector("[data-forget]")) import("./outbox/leaving.js");
else if (mayNeedOutbox()) import("./outbox/outbox.js");
