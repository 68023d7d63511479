// What a page says beside a form about what became of it: copies of the templates in parts/shell.html.

export function copyOf(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}

export function show(form, note, { focus = true } = {}) {
  document.querySelector(".outbox-note")?.remove();
  place(form, note);
  if (!focus) return note;
  note.tabIndex = -1;
  note.focus();
  note.scrollIntoView({ block: "center" });
  return note;
}

// Outside the part that is exchanged when the page is brought up to date, and never squeezed into a line.
function place(form, note) {
  if (form.closest(".top")) document.getElementById("main").prepend(note);
  else (form.closest("[data-live]") ?? form.closest(".row, .line") ?? form).before(note);
}
