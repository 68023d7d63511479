// The board: cards come, go and are claimed without reloading. The page works without any of this.
import { distance, waited } from "./board_words.js";

const board = document.getElementById("board");
const words = JSON.parse(document.getElementById("board-words").textContent);
const said = document.getElementById("board-said");
const banner = document.getElementById("board-offline");
// The newest version seen of each order, and whether it was gone by then: older news is ignored.
const seen = new Map();

const cardOf = (id) => document.getElementById(`card-${id}`);
const section = (name) => board.querySelector(`[data-section="${name}"]`);
const isOwn = (card) => card.dataset.grid !== "" && card.dataset.grid === board.dataset.grid;
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");

// ---- what a card says that depends on who looks and when

function personalise(card) {
  const spot = card.querySelector("[data-distance]");
  const metres = distance(board.dataset, card.dataset);
  if (spot.hidden && metres !== null && !isOwn(card)) {
    spot.textContent = fill(words.km, { km: metres < 9950 ? (metres / 1000).toFixed(1) : Math.round(metres / 1000) });
    spot.hidden = false;
  }
  card.dataset.metres = metres ?? "";
  const form = card.querySelector("form.claim");
  if (form && !form.querySelector("[name=csrfmiddlewaretoken]")) {
    form.append(document.querySelector("#board-token [name=csrfmiddlewaretoken]").cloneNode());
  }
}

function age() {
  for (const card of board.querySelectorAll(".errand")) {
    const time = waited(Date.parse(card.dataset.placedAt), words, fill);
    if (time !== null) card.querySelector("[data-waited]").textContent = time;
  }
}

// ---- cards come

function insert(card) {
  const list = section(isOwn(card) ? "own" : "all");
  const later = [...list.children].find((other) => (isOwn(card) ? other.dataset.placedAt > card.dataset.placedAt : further(other, card)));
  list.insertBefore(card, later ?? null);
}

const further = (other, card) => card.dataset.metres !== "" && (other.dataset.metres === "" || Number(other.dataset.metres) > Number(card.dataset.metres));

function known(id, version) {
  return (seen.get(id)?.version ?? 0) >= version;
}

document.addEventListener("live:card", ({ detail }) => {
  const old = cardOf(detail.order);
  if (known(detail.order, detail.version) || Number(old?.dataset.version ?? 0) >= detail.version) return;
  seen.set(detail.order, { version: detail.version, gone: false });
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
  if (!old) arrive(card);
});

function arrive(card) {
  card.classList.add("is-new");
  said.textContent = `${words.new_card}: ${card.querySelector(".errand-want").textContent}`;
  ringTheBell();
}

// ---- cards go

document.addEventListener("live:gone", ({ detail }) => {
  if (known(detail.order, detail.version)) return;
  seen.set(detail.order, { version: detail.version, gone: true });
  const card = cardOf(detail.order);
  if (card && !card.dataset.busy) answer(card, why(detail), { calm: true, fold: true });
});

function why(detail) {
  if (detail.why === "claimed") return detail.by ? fill(words.claimed, { name: detail.by }) : words.taken;
  if (detail.why === "assigned" && detail.by) return fill(words.assigned, { name: detail.by });
  return detail.why === "cancelled" ? words.cancelled : words.gone;
}

function answer(card, sentence, { calm = false, fold = false } = {}) {
  card.querySelector(".errand-answer")?.remove();
  const line = document.createElement("p");
  line.className = `errand-answer${calm ? " calm" : ""}`;
  line.setAttribute("role", "status");
  line.textContent = sentence;
  card.append(line);
  if (!fold) return;
  card.querySelector("form.claim")?.remove();
  card.classList.add("is-gone");
  card.dataset.busy = "gone";
  setTimeout(() => card.classList.add("is-folding"), 3500);
  setTimeout(() => leave(card), 3900);
}

function leave(card) {
  const list = card.parentElement;
  card.remove();
  // White space alone would keep the list from being :empty, and its word from showing again.
  if (list && !list.firstElementChild) list.replaceChildren();
}

// ---- the tap

board.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.claim");
  if (!form) return;
  event.preventDefault();
  const card = form.closest(".errand");
  if (card.dataset.busy) return;
  claiming(card, form);
  try {
    const reply = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, signal: AbortSignal.timeout(15000) });
    if (reply.status === 401) return location.reload();
    const result = await reply.json();
    if (result.won) return won(card, form, result.url);
    lost(card, form, result);
  } catch {
    // Nobody knows whether it arrived; a second claim of one's own order is answered like the first.
    idle(card, form);
    answer(card, words.lost_network);
  }
});

function claiming(card, form) {
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

function won(card, form, url) {
  form.querySelector("button").classList.add("is-won");
  navigator.vibrate?.(60);
  location.assign(`${url}#won`);
}

function lost(card, form, result) {
  idle(card, form);
  answer(card, result.sentence, { fold: result.gone });
}

// ---- the truth, fetched whenever something may have been missed

let fetching = false;

async function refetch() {
  if (fetching) return;
  fetching = true;
  try {
    const reply = await fetch(board.dataset.cardsUrl, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(10000) });
    if (reply.redirected || reply.status === 401) return location.reload();
    if (reply.ok) replaceAll(await reply.text());
    if (reply.ok) quiet("");
  } catch {
    quiet(words.offline);
  } finally {
    fetching = false;
  }
}

function replaceAll(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  for (const card of holder.content.querySelectorAll(".errand")) {
    const old = cardOf(card.dataset.order);
    const news = seen.get(card.dataset.order);
    const version = Number(card.dataset.version);
    if (old?.dataset.busy) card.replaceWith(old);
    else if (news?.gone && news.version >= version) card.remove();
    else if (old && Number(old.dataset.version) > version) card.replaceWith(old);
    else personalise(card);
  }
  // A card that is just saying its last word may finish it.
  for (const card of board.querySelectorAll('.errand[data-busy]')) holder.content.querySelector(`[data-section="${isOwn(card) ? "own" : "all"}"]`).append(card);
  board.replaceChildren(holder.content);
  age();
}

// ---- offline, asleep: no button looks alive that is not

function quiet(sentence) {
  board.classList.toggle("board-quiet", sentence !== "");
  banner.hidden = sentence === "";
  banner.querySelector("span").textContent = sentence;
}

let hiddenSince = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenSince = Date.now();
  else if (Date.now() - hiddenSince > 30000) board.classList.add("board-quiet");
});
document.addEventListener("live:asleep", () => board.classList.add("board-quiet"));
window.addEventListener("offline", () => quiet(words.offline));
window.addEventListener("online", refetch);
document.addEventListener("live:refetch", refetch);
document.addEventListener("ring:over", refetch);
window.addEventListener("pageshow", (event) => event.persisted && refetch());

// ---- sound and vibration, when asked for

const sound = document.getElementById("board-sound");
const wantsSound = () => {
  try { return localStorage.getItem("board-sound") === "on"; } catch { return sound.getAttribute("aria-pressed") === "true"; }
};
sound.setAttribute("aria-pressed", String(wantsSound()));
sound.addEventListener("click", () => {
  const on = sound.getAttribute("aria-pressed") !== "true";
  sound.setAttribute("aria-pressed", String(on));
  try { localStorage.setItem("board-sound", on ? "on" : "off"); } catch { /* kept for this page only */ }
  if (on) ringTheBell();
});

let audio = null;
function ringTheBell() {
  if (sound.getAttribute("aria-pressed") !== "true") return;
  navigator.vibrate?.([120, 80, 120]);
  audio ??= new AudioContext();
  for (const [start, pitch] of [[0, 880], [0.18, 1174]]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, audio.currentTime + start);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + start + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + start);
    tone.stop(audio.currentTime + start + 0.4);
  }
}

board.querySelectorAll(".errand").forEach(personalise);
setInterval(age, 20000);
