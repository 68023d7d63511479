import { dropFiles } from "./outbox/store.js";

// A half-written request stays on the phone until it is sent. Storage may be full or forbidden: then it is not kept.

export const KEY = "draft:ask";
const LIFE_MS = 7 * 24 * 60 * 60 * 1000;
// What was begun before signing in is taken over by whoever signs in soon after; later it may be somebody else.
const TAKEN_OVER_MS = 30 * 60 * 1000;
const me = document.documentElement.dataset.whose;
const LEFT_OUT = new Set(["csrfmiddlewaretoken"]);

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? null;
  } catch {
    return null;
  }
}

function write(draft) {
  try {
    localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Nothing to be done about it, and nothing the citizen needs to know.
  }
}

// The draft, if it is this person's.
export function readDraft() {
  const draft = read();
  const age = Date.now() - (draft?.at ?? 0);
  const isMine = draft?.whose === me || (draft?.whose === "nobody" && age < TAKEN_OVER_MS);
  return draft && isMine && age < LIFE_MS ? draft : null;
}

// Resolves when its photos are gone from the phone, too.
export async function forgetDraft(orderId) {
  const draft = read();
  if (!draft || (orderId && draft.values.id?.[0] !== orderId)) return;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // As above.
  }
  if (draft.photos) await dropFiles(KEY).catch(() => {});
}

function valuesOf(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    // A photo does not fit into this store: ask_photos.js keeps it in the phone's database.
    if (!LEFT_OUT.has(name) && typeof value === "string") (values[name] ??= []).push(value);
  }
  return values;
}

export function keepDraft(form) {
  const keep = () => write({ values: valuesOf(form), photos: form.elements.photos?.files.length ?? 0, whose: me, at: Date.now() });
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", keep);
}

// Fills only what the server left as it was: what it sent back after an error, or what a link said, comes first.
// Answers the draft, if it is in the form now.
export function restoreDraft(form) {
  const draft = readDraft();
  const asksForMore = new URLSearchParams(location.search);
  if (!draft || form.hasAttribute("data-kept")) return null;
  if (["item", "wish", "for"].some((name) => asksForMore.has(name))) return null;
  for (const [name, values] of Object.entries(draft.values)) {
    const field = form.elements[name];
    if (!field || LEFT_OUT.has(name)) continue;
    fill(form, name, values);
  }
  form.dispatchEvent(new CustomEvent("draft:restored"));
  return draft;
}

function fill(form, name, values) {
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else field.value = values[0];
  }
}
