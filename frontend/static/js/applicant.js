// Shows who the applicant is without leaving the page. Each look is one POST and one line the applicant can read.
import { unanswered } from "./outbox/unanswered.js";

const BUSY_MS = 2_000;

export function reveals(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-reveal]");
    if (!form) return;
    event.preventDefault();
    look(form);
  });
}

export async function look(form) {
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Fragment": "applicant" }, signal: AbortSignal.timeout(15000) });
    if (reply.status > 500) return unanswered(form, { isBusy: true, afterMs: BUSY_MS });
    if (!reply.ok || reply.redirected) return form.submit();
    const holder = document.createElement("template");
    holder.innerHTML = await reply.text();
    form.closest("section").replaceWith(holder.content);
    document.querySelector("#applicant a")?.focus({ preventScroll: true });
  } catch {
    unanswered(form, {});
  } finally {
    button.removeAttribute("aria-busy");
  }
}
