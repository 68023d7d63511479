// Photos that go along with a request: made smaller on the phone, shown, taken back with a tap. They stay in the form's one
// file field, so that the form is sent as ever: by the outbox, once, or plainly. The phone keeps them with the draft.
import { KEY, readDraft } from "./draft.js";
import { dropFiles, keepFiles, keptFiles } from "./outbox/store.js";
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
  // Sent, or waiting in the outbox: the draft is gone, and these with it.
  field.form.addEventListener("reset", () => { for (const { tile } of going.splice(0)) leave(tile); });
  // Chosen before this was here.
  if (field.files.length) take();
  else restore();
}

// Those of the draft that stands in the form. What the server gave back to be mended it keeps itself.
async function restore() {
  const kept = await keptFiles(KEY);
  // Of a draft that is over.
  if (kept && kept.request !== readDraft()?.values.id?.[0]) return dropFiles(KEY);
  const { form } = field;
  if (kept?.request !== form.elements.id.value || form.hasAttribute("data-kept") || going.length) return;
  for (const file of kept.files) add(file, Promise.resolve(file));
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

function add(file, smaller = shrink(file)) {
  if (room() < 1) return say(box.dataset.many);
  const photo = { blob: file, tile: tileOf(file, box.querySelector("[data-going]")) };
  // A kind that neither this browser nor the house can read is said here, not after the sending.
  going.push(photo);
  status(photo, box.dataset.smaller);
  smaller.then((blob) => ready(photo, blob));
}

function ready(photo, blob) {
  if (!going.includes(photo)) return;
  if (blob === photo.blob && !KINDS.includes(blob.type)) return refuse(photo, box.dataset.unread);
  if (blob.size > BYTES_MAX) return refuse(photo, box.dataset.large);
  photo.blob = blob instanceof File ? blob : new File([blob], "photo.jpg", { type: blob.type });
  photo.isReady = true;
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
  keep();
}

async function keep() {
  const files = going.filter(({ isReady }) => isReady).map(({ blob }) => blob);
  // The draft notes that there are some.
  field.form.dispatchEvent(new Event("change"));
  const isKept = files.length ? await keepFiles(KEY, field.form.elements.id.value, files) : await dropFiles(KEY).then(() => true);
  if (!isKept || (files.length && !readDraft())) say(box.dataset.unkept);
}

function status(photo, sentence, state = "is-sent") {
  sayOn(photo.tile, sentence, state);
  if (!photo.tile.querySelector("button")) offer(photo.tile, box.dataset.drop, () => { leaveOut(photo); field.focus(); });
}

function say(words) {
  box.querySelector("[data-says]").textContent = words;
}
