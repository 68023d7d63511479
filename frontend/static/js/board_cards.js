// The cards of the board: where one stands, what it says, and how it leaves.
import { distance, waited } from "./board_words.js";

export const board = document.getElementById("board");
export const words = JSON.parse(document.getElementById("board-words").textContent);
export const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
export const cardOf = (id) => document.getElementById(`card-${id}`);
export const isOwn = (card) => card.dataset.grid !== "" && card.dataset.grid === board.dataset.grid;
export const sectionOf = (card, root = board) => root.querySelector(`[data-section="${isOwn(card) ? "own" : "all"}"]`);

// What depends on who looks: the distance, and the token of this page's forms.
export function personalise(card) {
  const spot = card.querySelector("[data-distance]");
  const metres = distance(board.dataset, card.dataset);
  if (spot.hidden && metres !== null && !isOwn(card)) {
    spot.textContent = fill(words.km, { km: metres < 9950 ? (metres / 1000).toFixed(1) : Math.round(metres / 1000) });
    spot.hidden = false;
  }
  card.dataset.metres = metres ?? "";
  const token = document.querySelector("#board-token [name=csrfmiddlewaretoken]");
  for (const form of card.querySelectorAll("form")) {
    if (!form.querySelector("[name=csrfmiddlewaretoken]")) form.append(token.cloneNode());
  }
}

export function age() {
  for (const card of board.querySelectorAll(".errand")) {
    const time = waited(Date.parse(card.dataset.placedAt), words, fill);
    if (time !== null) card.querySelector("[data-waited]").textContent = time;
  }
}

export function insert(card) {
  const list = sectionOf(card);
  const later = [...list.children].find((other) => (isOwn(card) ? other.dataset.placedAt > card.dataset.placedAt : isFurther(other, card)));
  list.insertBefore(card, later ?? null);
}

const isFurther = (other, card) => card.dataset.metres !== "" && (other.dataset.metres === "" || Number(other.dataset.metres) > Number(card.dataset.metres));

// A sentence on the card. ``fold``: its last one; then it goes. ``guess``: no answer came; the next look may know better.
export function answer(card, sentence, { calm = false, fold = false, guess = false } = {}) {
  card.querySelector(".errand-answer")?.remove();
  const line = document.createElement("p");
  line.className = `errand-answer${calm ? " calm" : ""}`;
  line.setAttribute("role", "status");
  line.textContent = sentence;
  line.toggleAttribute("data-guess", guess);
  card.append(line);
  if (!fold) return;
  for (const form of card.querySelectorAll("form")) form.remove();
  card.classList.add("is-gone");
  card.dataset.busy = "gone";
  setTimeout(() => card.classList.add("is-folding"), 3500);
  setTimeout(() => leave(card), 3900);
}

// It is not on the board any more: what was said on it is read to its end first.
export function finish(card) {
  const line = card.querySelector(".errand-answer");
  if (line) answer(card, line.hasAttribute("data-guess") ? words.gone : line.textContent, { fold: true });
}

function leave(card) {
  const list = card.parentElement;
  card.remove();
  // White space alone would keep the list from being :empty, and its word from showing again.
  if (list && !list.firstElementChild) list.replaceChildren();
}
