// <form data-outbox="note" data-outbox-name="…"> survives a lost network: it is kept on the phone before it is sent, under
// an id that the phone makes (its field "id"), and sent until the server has said yes or no to it.
// data-needs names the field without which there is nothing to send.
import { forgetDraft } from "../draft.js";
import { freshId } from "../fresh_id.js";
import { copyOf, show } from "./notes.js";
import { post } from "./post.js";
import { changed, mine, settle } from "./run.js";
import { dropEntry, keepEntry } from "./store.js";

const me = document.documentElement.dataset.whose;
// Said once: while it waits, its form is put away, so that nobody says it twice.
const ONCE = new Set(["request", "result", "rating", "answer"]);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.outbox === undefined) return;
  // Who is not signed in has to prove the phone before a request, which needs the network; the draft stays.
  if (me === "nobody" && form.dataset.outbox === "request") return navigator.onLine ? undefined : stay(event, form);
  event.preventDefault();
  if (!form.dataset.sending) send(form);
}, { capture: true }); // before what guards other forms against a second tap

function stay(event, form) {
  event.preventDefault();
  show(form, copyOf("outbox-draft"));
}

async function send(form) {
  const button = form.querySelector("button[type=submit]");
  form.dataset.sending = "1";
  button?.setAttribute("aria-busy", "true");
  const entry = entryOf(form);
  const isKept = await keepEntry(entry);
  const became = await post(entry, form.elements.csrfmiddlewaretoken.value);
  delete form.dataset.sending;
  button?.removeAttribute("aria-busy");
  if (became.sent) return sent(entry, became.sent);
  if (became.refused !== undefined) return refused(form, entry);
  if (isEmpty(form)) return nothing(form, entry);
  await settle(entry, became);
  if (became.signedOut) return location.assign(`/account/sign-in/?next=${encodeURIComponent(location.pathname)}`);
  waits(form, entry, isKept ? (became.isBusy ? "outbox-busy" : "outbox-kept") : "outbox-page-only");
}

function entryOf(form) {
  form.elements.id.value ||= freshId();
  return {
    id: form.elements.id.value,
    kind: form.dataset.outbox,
    name: form.dataset.outboxName,
    page: location.pathname,
    url: form.action,
    fields: [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && !isEmptyFile(value)),
    // As the person read it, for the list of what waits.
    chosen: form.dataset.outbox === "rating" ? form.querySelector(":checked")?.closest("label")?.textContent.trim() ?? "" : "",
    whose: me,
    at: Date.now(),
    state: "sending",
    since: Date.now(),
  };
}

// What a file field says in which nothing was chosen.
function isEmptyFile(value) {
  return value instanceof Blob && !value.size;
}

async function sent(entry, url) {
  await dropEntry(entry.id);
  if (entry.kind === "request") await forgetDraft();
  changed();
  if (url.split("#")[0] === location.pathname) location.reload();
  else location.assign(url);
}

// Sent once more in the ordinary way, it is refused once more, and the server's own page says why.
async function refused(form, entry) {
  await dropEntry(entry.id);
  form.submit();
}

// The server would only say, later, that there was nothing in it.
function isEmpty(form) {
  const { needs } = form.dataset;
  return needs !== undefined && !new FormData(form).get(needs)?.trim();
}

async function nothing(form, entry) {
  await dropEntry(entry.id);
  show(form, copyOf("outbox-empty"));
}

function waits(form, entry, template) {
  if (entry.kind === "request") forgetDraft();
  show(form, copyOf(template)).dataset.entry = entry.id;
  form.reset();
  form.elements.id.value = freshId();
  form.hidden = ONCE.has(entry.kind);
}

// ---- what became of it while the page is open, or before it was opened

const noteOf = (id) => document.querySelector(`[data-entry="${CSS.escape(id)}"]`);

document.addEventListener("outbox:sent", ({ detail: { id, url } }) => {
  const done = copyOf("outbox-sent");
  done.querySelector("a").href = url;
  noteOf(id)?.replaceWith(done);
  document.dispatchEvent(new CustomEvent("live:refetch"));
});

async function drawWaiting() {
  const entries = await mine();
  for (const entry of entries.filter(({ state }) => state === "refused")) isRefused(entry);
  for (const form of document.querySelectorAll("form[data-outbox]")) {
    const entry = entries.find(({ url, state }) => url === form.action && state !== "sending" && state !== "refused");
    if (!entry || !ONCE.has(entry.kind) || form.dataset.sending || form.hidden) continue;
    form.hidden = true;
    if (!noteOf(entry.id)) show(form, copyOf("outbox-kept"), { focus: false }).dataset.entry = entry.id;
  }
}

function isRefused({ id, url, sentence }) {
  const note = noteOf(id);
  if (!note) return;
  const said = copyOf("outbox-refused");
  said.querySelector("[data-say]").textContent = sentence;
  note.replaceWith(said);
  for (const form of document.querySelectorAll("form[data-outbox]")) if (form.action === url) form.hidden = false;
}

for (const news of ["outbox:changed", "page:fresh", "htmx:load"]) document.addEventListener(news, drawWaiting);
drawWaiting();

// A page may be a copy, and its id of a note that was sent; a request's is made by ask.js, which keeps it with the draft.
for (const form of document.querySelectorAll('form[data-outbox]:not([data-outbox="request"])')) form.elements.id.value = freshId();
