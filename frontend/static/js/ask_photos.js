// Photos that go along with a request: made smaller on the phone, shown, taken back with a tap. They stay in the form's one
// file field, so that the form is sent as ever: by the outbox, once, or plainly.
import { leave, offer, say as sayOn, tileOf } from "./photo_tile.js";
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
  const photo = { blob: file, tile: tileOf(file, box.querySelector("[data-going]")) };
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
  leave(photo.tile);
  say("");
  sync();
}

function sync() {
  const held = new DataTransfer();
  for (const { blob } of going) held.items.add(blob);
  field.files = held.files;
}

function status(photo, sentence, state = "is-sent") {
  sayOn(photo.tile, sentence, state);
  if (!photo.tile.querySelector("button")) offer(photo.tile, box.dataset.drop, () => { leaveOut(photo); field.focus(); });
}

function say(words) {
  box.querySelector("[data-says]").textContent = words;
}
