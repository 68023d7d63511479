// 不是本网格 on the card: one tap, and five seconds in which it can be undone. It counts against nobody (docs/adr/0008),
// but it takes the order from the own grid: a thumb that slipped should not.
import { answer, board, words } from "./board_cards.js";

const UNDO_MS = 5_000;
const said = document.getElementById("board-said");
const timers = new Map();

export function handsOn({ isFresh }) {
  board.addEventListener("submit", (event) => {
    const form = event.target.closest("form.not-mine");
    if (!form) return;
    event.preventDefault();
    const card = form.closest(".errand");
    if (!card.dataset.busy && isFresh()) begin(card);
  });
  // Whoever puts the phone away meant it.
  document.addEventListener("visibilitychange", () => { if (document.hidden) goNow(); });
  window.addEventListener("pagehide", goNow);
}

// Somebody else took it meanwhile: there is nothing left to hand on.
export function stopHandingOn(card) {
  clearTimeout(timers.get(card));
  timers.delete(card);
  card.querySelector(".errand-undo")?.remove();
  for (const form of card.querySelectorAll("form")) form.hidden = false;
  delete card.dataset.busy;
}

function begin(card) {
  card.dataset.busy = "handing";
  card.querySelector(".errand-answer")?.remove();
  for (const form of card.querySelectorAll("form")) form.hidden = true;
  card.append(strip(card));
  card.querySelector(".errand-undo button").focus();
  said.textContent = words.handing;
  timers.set(card, setTimeout(() => send(card), UNDO_MS));
}

function strip(card) {
  const line = document.createElement("div");
  const sentence = document.createElement("span");
  const undo = document.createElement("button");
  line.className = "errand-undo";
  sentence.textContent = words.handing;
  undo.type = "button";
  undo.className = "pill pine";
  undo.textContent = words.undo;
  undo.addEventListener("click", () => {
    stopHandingOn(card);
    card.querySelector("form.not-mine button").focus();
  });
  line.append(sentence, undo);
  return line;
}

function goNow() {
  for (const card of timers.keys()) {
    clearTimeout(timers.get(card));
    send(card);
  }
}

// Until the answer is read in full the card stays as it is: news of the move must not replace the one that will say it.
async function send(card) {
  timers.delete(card);
  card.dataset.busy = "sent";
  card.querySelector(".errand-undo button")?.remove();
  const form = card.querySelector("form.not-mine");
  try {
    const reply = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, keepalive: true, signal: AbortSignal.timeout(15000) });
    if (reply.status === 401) return location.reload();
    const { done, sentence } = reply.status >= 500 ? { done: false, sentence: words.restarting } : await reply.json();
    stopHandingOn(card);
    answer(card, sentence, { calm: done, fold: done });
  } catch {
    stopHandingOn(card);
    answer(card, words.handing_lost, { guess: true });
  }
  // Elsewhere on the board by now, or not of it any more.
  document.dispatchEvent(new CustomEvent("live:refetch"));
}
