// Small help for every form. Nothing here is needed for a form to work.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.again !== undefined) return;
  const button = event.submitter ?? form.querySelector("button[type=submit]");
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "1";
  button?.setAttribute("aria-busy", "true");
});

// A page taken back from the browser's memory may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) {
    delete form.dataset.sending;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

document.getElementById("problems")?.focus();

document.addEventListener("click", (event) => {
  const back = event.target.closest("[data-back]");
  if (!back || !document.referrer.startsWith(location.origin) || history.length < 2) return;
  event.preventDefault();
  history.back();
});
