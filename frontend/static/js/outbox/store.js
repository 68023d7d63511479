// What waits to be sent, in the phone's own database. Where that is full or forbidden, in this page's memory.
// The photos of a draft lie beside it, are shown in no list and are never sent from here.

const DRAFT = "draft";
const memory = new Map();
let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("outbox", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
  return opening;
}

async function inStore(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("entries", mode);
    const request = act(transaction.objectStore("entries"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

// True when the phone keeps it; false when only this page does, for as long as it stays open.
export async function keepEntry(entry) {
  try {
    await inStore("readwrite", (store) => store.put(entry));
    memory.delete(entry.id);
    mark(true);
    return true;
  } catch {
    memory.set(entry.id, entry);
    return false;
  }
}

export async function dropEntry(id) {
  memory.delete(id);
  await inStore("readwrite", (store) => store.delete(id)).catch(() => {});
  mark((await allEntries()).length > 0);
}

// Tells other pages cheaply whether there is anything to look for (page.js).
function mark(something) {
  try {
    if (something) localStorage.setItem("outbox", "1");
    else localStorage.removeItem("outbox");
  } catch { /* then every page looks */ }
}

// The oldest first.
export async function allEntries() {
  const kept = await inStore("readonly", (store) => store.getAll()).catch(() => []);
  return [...kept.filter(({ id, state }) => state !== DRAFT && !memory.has(id)), ...memory.values()].sort((a, b) => a.at - b.at);
}

// Files that go with the draft of this name, in this order. True when the phone keeps them.
export function keepFiles(id, request, files) {
  return inStore("readwrite", (store) => store.put({ id, request, files, state: DRAFT, at: Date.now() })).then(() => true, () => false);
}

// { request, files } as they were kept, if they are.
export const keptFiles = (id) => inStore("readonly", (store) => store.get(id)).catch(() => null);
export const dropFiles = (id) => inStore("readwrite", (store) => store.delete(id)).catch(() => {});

export async function dropAll() {
  memory.clear();
  await inStore("readwrite", (store) => store.clear()).catch(() => {});
  mark(false);
}

window.addEventListener("beforeunload", (event) => { if (memory.size) event.preventDefault(); });
