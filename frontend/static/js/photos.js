// Photos: chosen with one tap, made smaller on the phone, sent one after the other. Each has an id made here, so that
// one sent again is not two. What waits for the network is offered to the outbox ("photo:waiting"); when nobody takes
// it, it waits on this page.
import { refresh } from "./fragments.js";
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

function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function tileOf(file) {
  const tile = document.createElement("li");
  const frame = document.createElement("span");
  const image = document.createElement("img");
  const said = document.createElement("span");
  frame.className = "photo";
  image.alt = "";
  image.src = URL.createObjectURL(file);
  // Not every file is a picture, and not every picture can be shown here before the server has made it anew.
  image.addEventListener("error", () => image.remove());
  frame.append(image);
  tile.append(frame, said);
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
    if (reply.status === 401 || reply.redirected) return location.reload();
    // A server that is just starting again is a network that is just away.
    if (reply.status >= 500) return wait(photo);
    const answer = await reply.json();
    if (!answer.done) return failed(photo, answer.sentence);
    await arrived(photo);
  } catch {
    wait(photo);
  }
}

async function arrived(photo) {
  say(photo, words.sent, "is-sent");
  const fresh = await refresh().catch(() => null);
  // The list shows it now.
  if (fresh) {
    const image = photo.tile.querySelector("img");
    if (image) URL.revokeObjectURL(image.src);
    photo.tile.remove();
  }
}

function wait(photo) {
  const offer = new CustomEvent("photo:waiting", { cancelable: true, detail: { url: form.action, id: photo.id, blob: photo.blob } });
  if (!document.dispatchEvent(offer)) return photo.tile.remove();
  waiting.set(photo.id, photo);
  say(photo, words.waiting, "is-bad");
  again(photo);
}

function failed(photo, sentence) {
  say(photo, sentence || words.failed, "is-bad");
  again(photo);
}

function again(photo) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "photo-again";
  button.textContent = words.again;
  button.addEventListener("click", () => resend(photo));
  photo.tile.append(button);
}

function resend(photo) {
  waiting.delete(photo.id);
  line = line.then(() => send(photo));
}

const resendAll = () => [...waiting.values()].forEach(resend);
window.addEventListener("online", resendAll);
document.addEventListener("live:up", resendAll);
window.addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });

// The page of who asked has no other part that follows the order by fragments.
if (document.querySelector("[data-follow]")) {
  document.addEventListener("live:order", () => refresh().catch(() => {}));
}
