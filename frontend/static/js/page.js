// On every page: what waits is sent, running rings, forms that cannot be sent twice, reading aloud, offline, leaving.
import "./outbox/forms.js";
import "./countdown.js";
import "./forms.js";
import "./read.js";
import "./outbox/bar.js";
import "./shell/leaving.js";
import "./shell/offline.js";
import "./shell/worker.js";
import { keepSending, sendWaiting } from "./outbox/run.js";

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
keepSending();
sendWaiting();
