// 抢单: one tap, one honest answer. Nothing is called won before the server said so.
import { answer, board, words } from "./board_cards.js";

const said = document.getElementById("board-said");

export function claims({ isFresh }) {
  board.addEventListener("submit", (event) => {
    const form = event.target.closest("form.claim");
    if (!form) return;
    event.preventDefault();
    const card = form.closest(".errand");
    if (!card.dataset.busy && isFresh()) claim(card, form);
  });
}

async function claim(card, form) {
  begin(card, form);
  try {
    const reply = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, signal: AbortSignal.timeout(15000) });
    if (reply.status === 401) return location.reload();
    if (reply.status >= 500) return unsure(card, form, words.restarting);
    const result = await reply.json();
    if (result.won) return won(form, result.url);
    idle(card, form);
    answer(card, result.sentence, { fold: result.gone });
  } catch {
    // Nobody knows whether it arrived. A second claim of one's own order is answered like the first.
    unsure(card, form, words.lost_network);
  }
}

function begin(card, form) {
  card.dataset.busy = "claiming";
  card.querySelector(".errand-answer")?.remove();
  const button = form.querySelector("button");
  button.dataset.label = button.querySelector("span").textContent;
  button.querySelector("span").textContent = words.claiming;
  button.setAttribute("aria-busy", "true");
  said.textContent = words.claiming;
}

function idle(card, form) {
  delete card.dataset.busy;
  const button = form.querySelector("button");
  button.querySelector("span").textContent = button.dataset.label;
  button.removeAttribute("aria-busy");
}

function unsure(card, form, sentence) {
  idle(card, form);
  answer(card, sentence, { guess: true });
}

function won(form, url) {
  form.querySelector("button").classList.add("is-won");
  navigator.vibrate?.(60);
  location.assign(`${url}#won`);
}
