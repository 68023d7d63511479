// Photos: chosen with one tap, made smaller on the phone, sent one after the other. Each has an id made here, so that
// one sent again is not two. What finds no network waits in the outbox.
import { changed } from "./outbox/run.js";
import { allEntries, dropEntry, keepEntry } from "./outbox/store.js";
import { refresh } from "./fragments.js";
import { freshId } from "./fresh_id.js";
import { shrink } from "./shrink.js";

const words = document.getElementById("photo-words")?.dataset;
const form = document.querySelector("form[data-photos]");
const waiting = new Map();
let line = Promise.resolve();

form?.querySelector("[data-pick]").addEventListener("change", ({ target }) => {
  for (const file of target.files) {
    const photo = { id: freshId(), tile: tileOf(file) };
    line = line.then(() => prepare(photo, file)).then(() => send(photo));
  }
  target.value = "";
});

// ---- one photo on its way

function tileOf(file) {
  const tile = document.createElement("li");
  const frame = document.createElement("span");
  const image = document.createElement("img");
  frame.className = "photo";
  image.alt = "";
  image.src = URL.createObjectURL(file);
  // Not every file is a picture, and not every picture can be shown here before the server has made it anew.
  image.addEventListener("error", () => image.remove());
  frame.append(image);
  tile.append(frame, document.createElement("span"));
  form.querySelector("[data-going]").append(tile);
  return tile;
}

function say(photo, sentence, state = "") {
  photo.tile.className = state;
  photo.tile.children[1].textContent = sentence;
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
  if (await refresh().catch(() => null)) leave(photo);
}

function leave(photo) {
  const image = photo.tile.querySelector("img");
  if (image) URL.revokeObjectURL(image.src);
  photo.tile.remove();
}

function failed(photo, sentence) {
  say(photo, sentence || words.failed, "is-bad");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "photo-again";
  button.textContent = words.again;
  button.addEventListener("click", () => { line = line.then(() => send(photo)); });
  photo.tile.append(button);
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
