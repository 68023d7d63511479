// Is what the board shows still true? Buttons look alive only while it is: a phone that slept, lost its network or went to
// another app shows them shut, and opens them when the server has said what is open now.
import { letClaim } from "./shell/offline.js";

const STALE_MS = 75_000;
const PATIENCE_MS = 700;

// ``ask`` fetches the truth and answers whether it came; ``words`` are {offline, unreachable, checking}.
export function keepFresh({ board, banner, words, ask }) {
  let fresh = !document.hidden;
  let askedAt = 0;
  let toldAt = Date.now();
  let patience = 0;

  function shut(sentence) {
    fresh = false;
    board.classList.add("board-quiet");
    letClaim(false, board);
    clearTimeout(patience);
    // Most answers come before anybody could read this.
    patience = setTimeout(() => say(sentence), sentence === words.offline ? 0 : PATIENCE_MS);
  }

  function open() {
    fresh = true;
    toldAt = Date.now();
    clearTimeout(patience);
    say("");
    board.classList.remove("board-quiet");
    letClaim(true, board);
  }

  function say(sentence) {
    banner.hidden = sentence === "";
    banner.querySelector("span").textContent = sentence;
  }

  async function check() {
    const mine = ++askedAt;
    const answered = await ask();
    // A later question is on its way, or the page went away meanwhile: its answer decides.
    if (mine !== askedAt || document.hidden) return;
    if (answered) open();
    else shut(navigator.onLine ? words.unreachable : words.offline);
  }

  // The page is shut before it goes to sleep, so that nothing is painted alive when it wakes.
  document.addEventListener("visibilitychange", () => { shut(words.checking); if (!document.hidden) check(); });
  window.addEventListener("pagehide", () => shut(words.checking));
  window.addEventListener("pageshow", (event) => { if (event.persisted) check(); });
  window.addEventListener("offline", () => shut(words.offline));
  window.addEventListener("online", check);
  document.addEventListener("live:refetch", check);
  document.addEventListener("ring:over", check);

  // Some phones stop a page without telling it; live.js sees the clock jump.
  document.addEventListener("live:asleep", () => { shut(words.checking); check(); });
  setInterval(() => {
    if (!document.hidden && fresh && Date.now() - toldAt > STALE_MS) { shut(words.checking); check(); }
  }, 1000);

  if (document.hidden) shut(words.checking);
  return { isFresh: () => fresh, settle: () => { if (!fresh) shut(words.checking); } };
}
