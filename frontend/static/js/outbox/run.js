// Sends what waits, one after the other, whenever there may be network again.
import { allEntries, dropEntry, keepEntry } from "./store.js";
import { post, ticket } from "./post.js";

const AGAIN_MS = 20_000;
// Longer than a sending may take: whoever began it is gone.
const STUCK_MS = 150_000;
const me = document.documentElement.dataset.whose;
let waking = 0;

export const mine = async () => (await allEntries()).filter((entry) => entry.whose === me);

export function changed() {
  document.dispatchEvent(new CustomEvent("outbox:changed"));
}

// Two open pages of this site do not send the same thing at the same time. What somebody sends by hand waits its turn.
export function sendWaiting(only = null) {
  const go = () => run(only).catch(() => {});
  return navigator.locks ? navigator.locks.request("outbox", { ifAvailable: !only }, (lock) => lock && go()) : go();
}

async function run(only) {
  const entries = await mine();
  wakeFor(entries);
  const waiting = entries.filter((entry) => (only ? entry.id === only : isDue(entry)));
  if (!waiting.length) return;
  const { whose, token } = await ticket();
  for (const entry of waiting) {
    const became = whose === me ? await post(entry, token) : { signedOut: true };
    await settle(entry, became);
    if (became.later || became.signedOut) return;
  }
}

function isDue({ state, since, notBefore = 0 }) {
  if (notBefore > Date.now()) return false;
  return state === "waiting" || state === "signed-out" || (state === "sending" && Date.now() - since > STUCK_MS);
}

export async function settle(entry, became) {
  if (became.sent) await dropEntry(entry.id);
  else if (became.refused !== undefined) await keepEntry({ ...entry, state: "refused", sentence: became.refused });
  else await waitOn(entry, became);
  if (became.sent) document.dispatchEvent(new CustomEvent("outbox:sent", { detail: { id: entry.id, url: became.sent } }));
  changed();
}

// A server that said when to come back is not asked before, and then at once.
async function waitOn(entry, { signedOut, afterMs = 0 }) {
  const waiting = { ...entry, state: signedOut ? "signed-out" : "waiting", notBefore: Date.now() + afterMs };
  await keepEntry(waiting);
  wakeFor([waiting]);
}

function wakeFor(entries) {
  const soonest = Math.min(...entries.map(({ notBefore = 0 }) => notBefore).filter((at) => at > Date.now()));
  if (soonest === Infinity) return;
  clearTimeout(waking);
  waking = setTimeout(sendWaiting, soonest - Date.now());
}

export function keepSending() {
  const go = () => { if (!document.hidden) sendWaiting(); };
  for (const news of ["online", "pageshow"]) window.addEventListener(news, go);
  for (const news of ["visibilitychange", "live:up"]) document.addEventListener(news, go);
  setInterval(go, AGAIN_MS);
}
