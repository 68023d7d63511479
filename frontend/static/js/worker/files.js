// Styles, scripts and drawings. A name with a hash says what is in it: then the kept copy is as good as a fresh one.

const FILES = "files";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

export async function keepFiles({ files }) {
  const cache = await caches.open(FILES);
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  const missing = files.filter((path) => !HASHED.test(path) || !kept.has(path));
  await cache.addAll(missing.map((path) => new Request(path, { cache: HASHED.test(path) ? "default" : "no-cache" })));
}

export async function pruneFiles({ files }) {
  const cache = await caches.open(FILES);
  const wanted = new Set(files);
  const old = (await cache.keys()).filter((request) => !wanted.has(new URL(request.url).pathname));
  await Promise.all(old.map((request) => cache.delete(request)));
}

export async function answerFile(request) {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept && HASHED.test(new URL(request.url).pathname)) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
