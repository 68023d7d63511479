// What stands beside a form that got no answer: what that means, what to do, and when it is time to press once more.
import { copyOf, show } from "./notes.js";

// became: { isBusy, afterMs } as post.js says it. isKept: whether the phone keeps what was typed; null when nothing was.
export function unanswered(form, { isBusy = false, afterMs = 0 }, isKept = null) {
  const note = copyOf(form.dataset.reveal === undefined ? "outbox-again" : "outbox-look");
  const said = { lost: !isBusy, busy: isBusy, kept: isKept === true, unkept: isKept === false, back: false };
  for (const line of note.querySelectorAll("[data-line]")) line.hidden = !said[line.dataset.line];
  show(form, note);
  if (isBusy) setTimeout(isBack, afterMs);
}

function isBack() {
  for (const line of document.querySelectorAll(".outbox-again [data-line]")) {
    if (["lost", "busy"].includes(line.dataset.line)) line.hidden = true;
    if (line.dataset.line === "back") line.hidden = false;
  }
}

window.addEventListener("online", isBack);
document.addEventListener("live:up", isBack);
