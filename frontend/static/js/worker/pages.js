// Pages: fresh while the network answers within three seconds, else as they were last seen by the same person.
import { dated, ofHtml, stamped } from "./copies.js";

const PAGES = "pages";
const NETWORK_MS = 3_000;
const PAGES_MAX = 30;
const LIFE_MS = 3 * 24 * 60 * 60 * 1000;
// Where the mark of whoever is signed in lies, with the language of the pages: a change of either empties the cache.
const WHOSE = "/-/whose";
// Nobody looks at what is fetched to be kept, so no notice is spent on it.
const UNSEEN = { Accept: "text/html", "X-Fragment": "kept" };

// Counts how often everything was forgotten: an answer that was asked for before is not kept after.
let times = 0;
let forgetting = Promise.resolve();

export function forgetPages() {
  times += 1;
  forgetting = caches.delete(PAGES);
  return forgetting;
}

export async function answerPage(event, shell) {
  const network = fromNetwork(event, shell);
  const kept = await keptCopy(event.request.url);
  if (!kept) return network.catch(() => offlinePage(shell));
  event.waitUntil(network.catch(() => {}));
  const limit = new Promise((resolve) => setTimeout(resolve, NETWORK_MS));
  try {
    const fresh = await Promise.race([network, limit]);
    return !fresh || isUnserved(fresh) ? dated(kept) : fresh;
  } catch {
    return dated(kept);
  }
}

// The pages that are open already when the worker comes: they were loaded without it.
export async function keepOpenPages(shell) {
  for (const { url } of await clients.matchAll({ type: "window", includeUncontrolled: true })) {
    const began = times;
    const response = await fetch(url, { headers: UNSEEN }).catch(() => null);
    if (response && ofHtml(response) && !response.redirected) await keep(url.split("#")[0], response, began, shell);
  }
}

// A server that is just starting again is as good as none.
const isUnserved = ({ status }) => status >= 502 && status <= 504;

async function fromNetwork(event, shell) {
  const began = times;
  const response = (await event.preloadResponse) ?? (await fetch(event.request));
  if (ofHtml(response)) event.waitUntil(keep(event.request.url, response.clone(), began, shell).catch(() => {}));
  return response;
}

async function keep(url, response, began, shell) {
  await forgetting;
  if (began !== times) return;
  const cache = await caches.open(PAGES);
  const now = `${response.headers.get("X-Whose")} ${response.headers.get("Content-Language")}`;
  if ((await whose(cache)) !== now) {
    await empty(cache);
    await cache.put(WHOSE, new Response(now));
    await Promise.all(shell.companions.map((path) => keepCompanion(cache, path, began)));
  }
  if (response.headers.get("X-Keep") !== "page" || began !== times) return;
  await cache.put(url, await stamped(response));
  await trim(cache, shell);
}

async function keepCompanion(cache, path, began) {
  const response = await fetch(path, { headers: UNSEEN });
  if (response.ok && !response.redirected && began === times) await cache.put(path, await stamped(response));
}

async function keptCopy(url) {
  await forgetting;
  const cache = await caches.open(PAGES);
  const kept = await cache.match(url, { ignoreVary: true });
  const mark = (await whose(cache))?.split(" ")[0];
  const isFresh = kept && Date.now() - Number(kept.headers.get("X-Kept-At")) < LIFE_MS;
  return isFresh && kept.headers.get("X-Whose") === mark ? kept : null;
}

async function offlinePage(shell) {
  const kept = await keptCopy(new URL(shell.offline, location.origin).href);
  return kept ? new Response(kept.body, { headers: kept.headers }) : Response.error();
}

async function whose(cache) {
  return (await cache.match(WHOSE))?.text();
}

async function empty(cache) {
  await Promise.all((await cache.keys()).map((request) => cache.delete(request)));
}

// The pages kept longest ago go first; the companions and the mark stay.
async function trim(cache, { companions }) {
  const stay = new Set([WHOSE, ...companions]);
  const pages = (await cache.keys()).filter((request) => !stay.has(new URL(request.url).pathname));
  await Promise.all(pages.slice(0, Math.max(0, pages.length - PAGES_MAX)).map((request) => cache.delete(request)));
}
