// <form data-ask-again> asks for something that is right now or not at all: to give an order back, to claim it, to be on
// duty. It is never sent later by itself. Without an answer the page stays, keeps what was typed, and says what to do;
// pressed again, the server does nothing twice.
import { post } from "./post.js";
import { forgetTyped, hasWords, keepTyped, restoreTyped } from "./typed.js";
import { unanswered } from "./unanswered.js";

const me = document.documentElement.dataset.whose;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.askAgain === undefined) return;
  event.preventDefault();
  if (!form.dataset.sending) ask(form, event.submitter);
}, { capture: true }); // before what guards other forms against a second tap

// Whoever leaves (leaving.js) does something else when it has arrived, or when nobody is signed in any more.
export async function ask(form, button, { arrived = done, signedOut = signIn } = {}) {
  form.dataset.sending = "1";
  button?.setAttribute("aria-busy", "true");
  // Before it is sent: the page may not live to hear the answer.
  const isKept = hasWords(form) ? keepTyped(form) : null;
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  if (button?.name) fields.push([button.name, button.value]);
  const became = await post({ url: form.action, fields, whose: me }, form.elements.csrfmiddlewaretoken.value);
  delete form.dataset.sending;
  button?.removeAttribute("aria-busy");
  if (became.sent) return arrived(form, became.sent);
  // Sent once more in the ordinary way, it is refused once more, and the server's own page says why.
  if (became.refused !== undefined || became.isTooSoon) return plainly(form, button);
  if (became.signedOut) return signedOut(form);
  unanswered(form, became, isKept);
}

function done(form, url) {
  forgetTyped(form);
  if (url.split("#")[0] === location.pathname + location.search) location.reload();
  else location.assign(url);
}

function signIn() {
  location.assign(`/account/sign-in/?next=${encodeURIComponent(location.pathname)}`);
}

function plainly(form, button) {
  if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
  form.submit();
}

for (const form of document.querySelectorAll("form[data-ask-again]")) restoreTyped(form);
document.documentElement.dataset.asksAgain = "";
