// A photo that found no network ("photo:waiting", from photos.js) waits here like everything else.
import { copyOf } from "./notes.js";
import { changed } from "./run.js";
import { keepEntry } from "./store.js";

const me = document.documentElement.dataset.whose;

document.addEventListener("photo:waiting", (event) => {
  const { url, id, blob } = event.detail;
  event.preventDefault();
  const entry = {
    id,
    kind: "photo",
    name: document.querySelector("[data-outbox-name]")?.dataset.outboxName ?? "",
    page: location.pathname,
    url,
    fields: [["id", id], ["photo", new File([blob], "photo.jpg", { type: blob.type })]],
    whose: me,
    at: Date.now(),
    state: "waiting",
  };
  keepEntry(entry).then((isKept) => show(entry, isKept));
});

function show(entry, isKept) {
  const note = copyOf(isKept ? "outbox-kept" : "outbox-page-only");
  note.dataset.entry = entry.id;
  document.querySelector("form[data-photos]").before(note);
  changed();
}
