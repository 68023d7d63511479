// Photos: chosen with one tap, made smaller on the phone, sent one after the other. Each has an id made here, so that
// one sent again is not two. What finds no network waits in the outbox.
import "./outbox/outbox.js";
import { changed } from "./outbox/run.js";
import { allEntries, dropEntry, keepEntry } from "./outbox/store.js";
import { refresh } from "./fragments.js";
import { freshId } from "./fresh_id.js";
import { leave, offer, say as sayOn, tileOf } from "./photo_tile.js";
import { shrink } from "./shrink.js";

const words = document.getElementById("photo-words")?.dataset;
const form = document.querySelector("form[data-photos]");
const waiting = new Map();
let line = Promise.resolve();

form?.querySelector("[data-pick]").addEventListener("change", ({ target }) => {
  for (const file of target.files) {
    const photo = { id: freshId(), tile: tileOf(file, form.querySelector("[data-going]")) };
    line = line.then(() => prepare(photo, file)).then(() => send(photo));
  }
  target.value = "";
});

// ---- one photo on its way

function say(photo, sentence, state) {
  sayOn(photo.tile, sentence, state);
  photo.tile.querySelector(".photo-again")?.remove();
}

async function prepare(photo, file) {
  say(photo, words.smaller);
  photo.blob = await shrink(file);
}

async function send(photo) {
  say(photo, words.sending);
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("id", photo.id);
  body.set("photo", photo.blob, "photo.jpg");
  try {
    const reply = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(60000) });
    // A server that is just starting again is a network that is just away; signing in again loses nothing.
    if (reply.status >= 500 || reply.status === 401) return wait(photo);
    const answer = await reply.json();
    if (!answer.done) return failed(photo, answer.sentence);
    await arrived(photo);
  } catch {
    await wait(photo);
  }
}

async function arrived(photo) {
  say(photo, words.sent, "is-sent");
  // The list shows it now.
  if (await refresh().catch(() => null)) leave(photo.tile);
}

function failed(photo, sentence) {
  say(photo, sentence || words.failed, "is-bad");
  offer(photo.tile, words.again, () => { line = line.then(() => send(photo)); });
}

// ---- without network

async function wait(photo) {
  waiting.set(photo.id, photo);
  const isKept = await keepEntry({
    id: photo.id,
    kind: "photo",
    name: form.dataset.outboxName,
    page: location.pathname,
    url: form.action,
    fields: [["id", photo.id], ["photo", new File([photo.blob], "photo.jpg", { type: photo.blob.type })]],
    whose: document.documentElement.dataset.whose,
    at: Date.now(),
    state: "waiting",
    since: Date.now(),
  });
  say(photo, isKept ? words.kept : words.waiting);
  changed();
}

document.addEventListener("outbox:sent", ({ detail: { id } }) => {
  const photo = waiting.get(id);
  if (!photo) return;
  waiting.delete(id);
  arrived(photo);
});

// Sent by the outbox and refused by the server: the sentence belongs beside the picture.
document.addEventListener("outbox:changed", async () => {
  if (!waiting.size) return;
  for (const { id, state, sentence } of await allEntries()) {
    const photo = waiting.get(id);
    if (!photo || state !== "refused") continue;
    waiting.delete(id);
    await dropEntry(id);
    failed(photo, sentence);
  }
});

// The page of who asked has no other part that follows the order by fragments.
if (document.querySelector("[data-follow]")) {
  document.addEventListener("live:order", () => refresh().catch(() => {}));
}
