// Photos that go along with a request: made smaller on the phone, shown, taken back with a tap. They stay in the form's one
// file field, so that the form is sent as ever: by the outbox, once, or plainly.
import { shrink } from "./shrink.js";

const box = document.querySelector("[data-ask-photos]");
const field = document.getElementById("photos");
const KINDS = ["image/jpeg", "image/png", "image/webp"];
const BYTES_MAX = 10 * 1024 * 1024;
let going = [];

if (canHold()) begin();
else box.classList.add("is-plain");

// Where a script may not fill a file field (old phones), it stays the plain field it is.
function canHold() {
  try {
    return new DataTransfer().items.add(new File(["x"], "x")) !== null;
  } catch {
    return false;
  }
}

function begin() {
  field.addEventListener("change", take);
  box.addEventListener("change", ({ target }) => { if (target.name === "leave_out") sync(); });
  field.form.addEventListener("reset", () => { for (const photo of [...going]) leaveOut(photo); });
  // Chosen before this was here.
  if (field.files.length) take();
}

function take() {
  const chosen = [...field.files].filter((file) => !going.some(({ blob }) => blob === file));
  say("");
  for (const file of chosen) add(file);
  sync();
}

function room() {
  const kept = box.querySelectorAll("[name=leave_out]:not(:checked)").length;
  return Number(box.dataset.room) - kept - going.length;
}

function add(file) {
  if (room() < 1) return say(box.dataset.many);
  const photo = { blob: file, tile: tileOf(file) };
  // A kind that neither this browser nor the house can read is said here, not after the sending.
  going.push(photo);
  status(photo, box.dataset.smaller);
  shrink(file).then((blob) => ready(photo, blob));
}

function ready(photo, blob) {
  if (!going.includes(photo)) return;
  if (blob === photo.blob && !KINDS.includes(blob.type)) return refuse(photo, box.dataset.unread);
  if (blob.size > BYTES_MAX) return refuse(photo, box.dataset.large);
  photo.blob = blob instanceof File ? blob : new File([blob], "photo.jpg", { type: blob.type });
  status(photo, box.dataset.ready);
  sync();
}

// The sentence stays beside the picture; the request goes without it.
function refuse(photo, sentence) {
  going = going.filter((each) => each !== photo);
  status(photo, sentence, "is-bad");
  sync();
}

function leaveOut(photo) {
  going = going.filter((each) => each !== photo);
  const image = photo.tile.querySelector("img");
  if (image) URL.revokeObjectURL(image.src);
  photo.tile.remove();
  say("");
  sync();
}

function sync() {
  const held = new DataTransfer();
  for (const { blob } of going) held.items.add(blob);
  field.files = held.files;
}

function tileOf(file) {
  const tile = document.createElement("li");
  const frame = document.createElement("span");
  const image = document.createElement("img");
  frame.className = "photo";
  image.alt = "";
  image.src = URL.createObjectURL(file);
  image.addEventListener("error", () => image.remove());
  frame.append(image);
  tile.append(frame, document.createElement("span"));
  box.querySelector("[data-going]").append(tile);
  return tile;
}

function status(photo, sentence, state = "is-sent") {
  photo.tile.className = state;
  photo.tile.children[1].textContent = sentence;
  if (photo.tile.querySelector("button")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "photo-again";
  button.textContent = box.dataset.drop;
  button.addEventListener("click", () => { leaveOut(photo); field.focus(); });
  photo.tile.append(button);
}

function say(words) {
  box.querySelector("[data-says]").textContent = words;
}
