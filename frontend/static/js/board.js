// The board: cards come, go and are claimed without reloading. The page works without any of this.
import "./page.js";
import { bell } from "./bell.js";
import { age, answer, board, cardOf, fill, finish, insert, isOwn, personalise, sectionOf, words } from "./board_cards.js";
import { claims } from "./board_claim.js";
import { keepFresh } from "./board_fresh.js";
import { handsOn, stopHandingOn } from "./board_not_mine.js";

const said = document.getElementById("board-said");
const carried = document.getElementById("board-carried");
const ring = bell(document.getElementById("board-sound"));
// The newest version seen of each order, and whether it was gone by then: older news is ignored.
const seen = new Map();
const isKnown = (id, version) => (seen.get(id)?.version ?? 0) >= version;

// ---- news by the socket

document.addEventListener("live:card", ({ detail }) => {
  const old = cardOf(detail.order);
  if (isKnown(detail.order, detail.version) || Number(old?.dataset.version ?? 0) >= detail.version) return;
  seen.set(detail.order, { version: detail.version, gone: false, at: performance.now() });
  if (old?.dataset.busy) return;
  const holder = document.createElement("template");
  holder.innerHTML = detail.html;
  const card = holder.content.querySelector(".errand");
  if (!card) return;
  // For the first ten minutes an order is its own grid's alone, whatever reached this phone.
  if (!isOwn(card) && Date.parse(card.dataset.broadenAt) > Date.now() + 5000) return;
  old?.remove();
  personalise(card);
  insert(card);
  fresh.settle();
  if (!old) arrive(card);
});

function arrive(card) {
  card.classList.add("is-new");
  said.textContent = `${words.new_card}: ${card.querySelector(".errand-want").textContent}`;
  ring();
}

document.addEventListener("live:gone", ({ detail }) => {
  if (isKnown(detail.order, detail.version)) return;
  seen.set(detail.order, { version: detail.version, gone: true });
  const card = cardOf(detail.order);
  if (card?.dataset.busy === "handing") stopHandingOn(card);
  if (card && !card.dataset.busy) answer(card, why(detail), { calm: true, fold: true });
});

function why(detail) {
  if (detail.why === "claimed") return detail.by ? fill(words.claimed, { name: detail.by }) : words.taken;
  if (detail.why === "assigned" && detail.by) return fill(words.assigned, { name: detail.by });
  return { cancelled: words.cancelled, moved: words.moved }[detail.why] ?? words.gone;
}

// ---- the truth, fetched whenever something may have been missed

let asking = null;
let isAskedAgain = false;

// Who asks while an answer is on its way needs a later one: that answer may be older than what made them ask.
function ask() {
  isAskedAgain = asking !== null;
  asking ??= askUntilFresh().finally(() => { asking = null; });
  return asking;
}

async function askUntilFresh() {
  const answered = await fetchCards();
  if (!isAskedAgain) return answered;
  isAskedAgain = false;
  return askUntilFresh();
}

async function fetchCards() {
  const since = performance.now();
  try {
    const reply = await fetch(board.dataset.cardsUrl, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(10000) });
    if (reply.redirected || reply.status === 401) location.reload();
    if (!reply.ok || reply.redirected) return false;
    replaceAll(await reply.text(), since);
    return true;
  } catch {
    return false;
  }
}

// ``since``: when the question was asked. A card that came by the socket after that is younger than the answer.
function replaceAll(html, since) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  for (const card of holder.content.querySelectorAll(".errand")) {
    const old = cardOf(card.dataset.order);
    const news = seen.get(card.dataset.order);
    const version = Number(card.dataset.version);
    if (old?.dataset.busy) card.replaceWith(old);
    else if (news?.gone && news.version >= version) card.remove();
    else if (old && Number(old.dataset.version) > version) card.replaceWith(old);
    else {
      personalise(card);
      // What was said on it (the network was lost, try again) holds as long as nothing about the order has changed.
      const lastWord = Number(old?.dataset.version) === version && old.querySelector(".errand-answer");
      if (lastWord) card.append(lastWord);
    }
  }
  for (const card of board.querySelectorAll(".errand:not([data-busy])")) {
    if (holder.content.getElementById(card.id)) continue;
    if (seen.get(card.dataset.order)?.at >= since) sectionOf(card, holder.content).prepend(card);
    else finish(card);
  }
  // A card that is just saying its last word may finish it.
  for (const card of board.querySelectorAll(".errand[data-busy]")) sectionOf(card, holder.content).append(card);
  const hand = holder.content.querySelector("[data-carried]");
  if (hand) carried.textContent = hand.textContent;
  board.replaceChildren(holder.content);
  age();
}

const fresh = keepFresh({ board, banner: document.getElementById("board-offline"), words, ask });
claims(fresh);
handsOn(fresh);
board.querySelectorAll(".errand").forEach(personalise);
setInterval(age, 20000);
