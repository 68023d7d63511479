// What was typed into a form that is never sent later (again.js): kept on the phone until it has arrived.
// Storage may be full or forbidden: then the open page keeps it, and says so.

const PREFIX = "typed:";
const LIFE_MS = 7 * 24 * 60 * 60 * 1000;
const me = document.documentElement.dataset.whose;

const keyOf = (form) => PREFIX + new URL(form.action).pathname;
const fieldsOf = (form) => [...form.querySelectorAll("textarea, select, input:not([type=hidden], [type=file], [type=checkbox])")].filter(({ name }) => name);

export function hasWords(form) {
  return fieldsOf(form).some(({ value }) => value.trim());
}

// True when the phone keeps it.
export function keepTyped(form) {
  const values = Object.fromEntries(fieldsOf(form).map(({ name, value }) => [name, value]));
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ values, whose: me, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function forgetTyped(form) {
  try {
    localStorage.removeItem(keyOf(form));
  } catch { /* there is nothing */ }
}

export function forgetAllTyped() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch { /* there is nothing */ }
}

// Only into fields that stand as the server sent them: what it gave back after a refusal comes first.
export function restoreTyped(form) {
  const kept = read(keyOf(form));
  if (!kept || kept.whose !== me || Date.now() - kept.at > LIFE_MS) return;
  const isRefused = form.querySelector(".problem");
  const untouched = fieldsOf(form).filter(({ name, value, defaultValue }) => kept.values[name] && (!value || (value === defaultValue && !isRefused)));
  for (const field of untouched) field.value = kept.values[field.name];
  const fold = form.closest("details");
  if (untouched.length && fold) fold.open = true;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
