// One entry, sent once through the door its form would have gone through. The id in it makes a second sending harmless.

const WORDS_MS = 15_000;
const FILES_MS = 120_000;
const TRIES_MAX = 5;
const BUSY_MS_MIN = 1_000;
const BUSY_MS_MAX = 600_000;

// What became of it: { sent: url } | { refused: sentence } | { later: true } | { signedOut: true }. Later may know more:
// { isBusy: true, afterMs } from a server that answers and cannot now, and the time it asks for; { isTooSoon: true } from one that was
// asked too often.
export async function post(entry, token) {
  try {
    let reply = await put(entry, token ?? (await ticket()).token);
    // The token of a page that was kept may be older than the sign-in.
    if (reply.status === 403 && token) reply = await put(entry, (await ticket()).token);
    return await outcome(entry, reply);
  } catch {
    return { later: true };
  }
}

// Who is signed in now, and a token for a form of theirs. Throws without network.
export async function ticket() {
  const reply = await fetch("/outbox/ticket/", { signal: AbortSignal.timeout(WORDS_MS) });
  if (!reply.ok) throw new Error(String(reply.status));
  return reply.json();
}

function put(entry, token) {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  body.set("csrfmiddlewaretoken", token);
  const hasFiles = entry.fields.some(([, value]) => value instanceof Blob);
  return fetch(entry.url, { method: "POST", body, headers: { "X-Outbox": entry.whose }, signal: AbortSignal.timeout(hasFiles ? FILES_MS : WORDS_MS) });
}

async function outcome(entry, reply) {
  if (reply.ok) return { sent: (await reply.json()).url };
  if (reply.status === 401) return { signedOut: true };
  entry.tries = (entry.tries ?? 0) + 1;
  const isBusy = reply.status === 429 || (reply.status > 500 && reply.status < 505);
  if (isBusy) return { later: true, isBusy, isTooSoon: reply.status === 429, afterMs: waitOf(reply) };
  if (reply.status >= 500 && entry.tries < TRIES_MAX) return { later: true };
  return { refused: sentenceOf(await reply.text()) };
}

// Retry-After as ms from now, whether seconds or a date; at least a second, and never for ever.
function waitOf(reply) {
  const said = reply.headers.get("Retry-After") ?? "";
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Math.min(Math.max(ms || 0, BUSY_MS_MIN), BUSY_MS_MAX);
}

// The refusal is a page; its own words say why.
function sentenceOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const said = page.querySelector("#problems li, #problems p, .empty h1, h1");
  return said?.textContent.replace(/\s+/g, " ").trim() ?? "";
}
