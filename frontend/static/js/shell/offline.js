// Says honestly how old the page is while there is no network, and lets nothing look alive that is not.

const html = document.documentElement;
const banner = document.getElementById("offline");
// On cards: what is right now or not at all.
const ONLY_NOW = "form.claim button, form.not-mine button";
const ALIVE_MS = [2_000, 5_000, 10_000, 20_000];
// An instant in ms when the page is a copy that the phone had kept.
const keptAt = Number(html.dataset.keptAt ?? 0);
const cards = new MutationObserver(stopClaims);
let freshAt = keptAt || Date.now();
// The page that stands in for one of which the phone has no copy.
const standsIn = document.body.hasAttribute("data-no-page") && location.pathname !== "/offline/";

function clock(at) {
  const time = at.toLocaleTimeString(html.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? time : `${at.toLocaleDateString(html.lang, { month: "short", day: "numeric" })} ${time}`;
}

function show() {
  html.dataset.offline = "";
  say(navigator.onLine ? banner.dataset.unanswered : banner.dataset.offline);
  stopClaims();
  cards.observe(document.body, { childList: true, subtree: true });
}

// A claim is never queued and never looks as if it could be made, also on a card that comes late.
function stopClaims() {
  letClaim(false);
}

export function letClaim(isOn, within = document) {
  for (const button of within.querySelectorAll(ONLY_NOW)) button.disabled = !isOn;
}

function say(words) {
  banner.textContent = words.replace("{time}", clock(new Date(freshAt)));
  banner.hidden = false;
}

function hide() {
  delete html.dataset.offline;
  banner.hidden = true;
  cards.disconnect();
  // The board opens its own buttons, once it knows what is true (board_fresh.js).
  if (!document.getElementById("board")) letClaim(true);
}

function isTyping() {
  return [...document.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);
}

// A copy is exchanged for the page itself as soon as it can be had, unless somebody is writing in it.
function renew() {
  if (!keptAt && !standsIn) return hide();
  if (isTyping()) say(banner.dataset.back);
  else location.reload();
}

function lookAgain(tries = 0) {
  setTimeout(async () => {
    const alive = await fetch("/healthz", { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.ok, () => false);
    if (alive) renew();
    else lookAgain(tries + 1);
  }, ALIVE_MS[Math.min(tries, ALIVE_MS.length - 1)]);
}

window.addEventListener("offline", show);
window.addEventListener("online", renew);
document.addEventListener("page:fresh", () => { freshAt = Date.now(); if (!keptAt && navigator.onLine) hide(); });
document.addEventListener("live:up", () => { if (keptAt) renew(); });

if (keptAt) show();
if (keptAt || standsIn) lookAgain();
else if (!navigator.onLine) show();
