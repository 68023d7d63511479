// On every page: running rings, forms that cannot be sent twice, the error summary's focus, reading aloud, leaving.
import "./countdown.js";
import "./forms.js";
import "./read.js";
import "./share.js";
import { forgetDraft } from "./draft.js";

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
document.querySelector("form[data-forget]")?.addEventListener("submit", () => forgetDraft());
