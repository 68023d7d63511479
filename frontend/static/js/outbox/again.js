// <form data-ask-again> asks for something that is right now or not at all: to give an order back, to claim it. It is
// never sent later by itself. Without an answer the page stays, keeps what was typed, and says what to do; pressed
// again, the server does nothing twice.
import { copyOf, show } from "./notes.js";
import { post } from "./post.js";
import { forgetTyped, hasWords, keepTyped, restoreTyped } from "./typed.js";

const me = document.documentElement.dataset.whose;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.askAgain === undefined) return;
  event.preventDefault();
  if (!form.dataset.sending) ask(form, event.submitter);
}, { capture: true }); // before what guards other forms against a second tap

async function ask(form, button) {
  form.dataset.sending = "1";
  button?.setAttribute("aria-busy", "true");
  // Before it is sent: the page may not live to hear the answer.
  const isKept = !hasWords(form) || keepTyped(form);
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const became = await post({ url: form.action, fields, whose: me }, form.elements.csrfmiddlewaretoken.value);
  delete form.dataset.sending;
  button?.removeAttribute("aria-busy");
  if (became.sent) return done(form, became.sent);
  // Sent once more in the ordinary way, it is refused once more, and the server's own page says why.
  if (became.refused !== undefined) return form.submit();
  if (became.signedOut) return location.assign(`/account/sign-in/?next=${encodeURIComponent(location.pathname)}`);
  unanswered(form, became, isKept);
}

function done(form, url) {
  forgetTyped(form);
  if (url.split("#")[0] === location.pathname) location.reload();
  else location.assign(url);
}

function unanswered(form, { isBusy, afterMs }, isKept) {
  const note = copyOf("outbox-again");
  const words = hasWords(form);
  const said = { lost: !isBusy, busy: isBusy, kept: words && isKept, unkept: words && !isKept, back: false };
  for (const line of note.querySelectorAll("[data-line]")) line.hidden = !said[line.dataset.line];
  show(form, note);
  if (isBusy) setTimeout(isBack, afterMs);
}

// The note says when it is time to press again.
function isBack() {
  for (const line of document.querySelectorAll(".outbox-again [data-line]")) {
    if (["lost", "busy"].includes(line.dataset.line)) line.hidden = true;
    if (line.dataset.line === "back") line.hidden = false;
  }
}

window.addEventListener("online", isBack);
document.addEventListener("live:up", isBack);
for (const form of document.querySelectorAll("form[data-ask-again]")) restoreTyped(form);
document.documentElement.dataset.asksAgain = "";
