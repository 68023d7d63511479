// One entry, sent once through the door its form would have gone through. The id in it makes a second sending harmless.

const WORDS_MS = 15_000;
const FILES_MS = 120_000;
const TRIES_MAX = 5;

// What became of it: { sent: url } | { refused: sentence } | { later: true } | { signedOut: true }
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
  if (isBusy || (reply.status >= 500 && entry.tries < TRIES_MAX)) return { later: true };
  return { refused: sentenceOf(await reply.text()) };
}

// The refusal is a page; its own words say why.
function sentenceOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const said = page.querySelector("#problems li, #problems p, .empty h1, h1");
  return said?.textContent.replace(/\s+/g, " ").trim() ?? "";
}
