// Signing out clears what this phone kept, also where the browser does not know the server's Clear-Site-Data. Without an
// answer nobody is signed out, and nothing is cleared.
import "./outbox.js";
import { forgetDraft } from "../draft.js";
import { ask } from "./again.js";
import { copyOf } from "./notes.js";
import { mine } from "./run.js";
import { dropAll } from "./store.js";
import { forgetAllTyped } from "./typed.js";

const PATIENCE_MS = 1_500;

for (const form of document.querySelectorAll("form[data-forget]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.dataset.warned && (await mine()).length) return warn(form);
    if (!form.dataset.sending) ask(form, event.submitter, { arrived: leave, signedOut: leave });
  });
}

async function leave(form, url = "/") {
  // Not for ever: leaving must not hang on a phone whose storage does.
  await Promise.race([forgetAll(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  location.assign(url);
}

// Things wait to be sent and would be lost: said once, the second tap goes.
function warn(form) {
  form.dataset.warned = "1";
  form.before(copyOf("outbox-would-be-lost"));
}

async function forgetAll() {
  forgetDraft();
  forgetAllTyped();
  await Promise.allSettled([dropAll(), globalThis.caches?.delete("pages")]);
}
