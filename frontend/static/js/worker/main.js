// The service worker. It answers GET only: files from what it keeps, pages from the network while that answers.
import { answerFile, keepFiles, pruneFiles } from "./files.js";
import { answerPage, forgetPages, keepOpenPages } from "./pages.js";

// Machines' doors, and what is looked at by operators: never touched here.
const NOT_OURS = /^\/(api|demo|metrics|healthz|readyz|ws|office)(\/|$)/;

export function serve(shell) {
  addEventListener("install", (event) => event.waitUntil(keepFiles(shell).then(() => skipWaiting())));
  addEventListener("activate", (event) => event.waitUntil(activate(shell)));
  addEventListener("fetch", (event) => answer(event, shell));
}

async function activate(shell) {
  await registration.navigationPreload?.enable();
  await pruneFiles(shell);
  await clients.claim();
  // Not waited for: pages would have to wait for it, too.
  keepOpenPages(shell).catch(() => {});
}

function answer(event, shell) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || NOT_OURS.test(url.pathname)) return;
  if (request.method !== "GET") return forgetWhenSomebodyElseComes(event, url);
  if (url.pathname.startsWith("/static/")) return event.respondWith(answerFile(request));
  if (request.mode === "navigate") event.respondWith(answerPage(event, shell));
}

// Signing in, signing out, another language or size of text: what was kept is no longer what this phone should show.
function forgetWhenSomebodyElseComes(event, url) {
  // Without network nothing of that happens, and the copies are all there is.
  if (url.pathname.startsWith("/account/") && navigator.onLine) event.waitUntil(forgetPages());
}
