// The page of what waits: what, since when, why it still waits; send now, delete.
import "./outbox.js";
import { forgetDraft, readDraft } from "../draft.js";
import { copyOf } from "./notes.js";
import { changed, mine, sendWaiting } from "./run.js";
import { dropEntry } from "./store.js";

const list = document.getElementById("outbox-list");
const none = document.getElementById("outbox-none");
const WORDS = new Set(["words", "wish", "result"]);
const lang = document.documentElement.lang;

async function draw() {
  const entries = await mine();
  const draft = readDraft();
  // A row that says what it said before stays: somebody's finger may be on its buttons.
  const rows = entries.map((entry) => asDrawn(entry) ?? rowOf(entry));
  if (draft) rows.push(list.querySelector(`[data-draft="${draft.at}"]`) ?? draftRow(draft));
  for (const row of [...list.children]) if (!rows.includes(row)) row.remove();
  list.append(...rows.filter((row) => !row.isConnected));
  none.hidden = rows.length > 0;
}

function asDrawn({ id, state, sentence = "" }) {
  const row = list.querySelector(`[data-entry="${CSS.escape(id)}"]`);
  return row?.dataset.state === state && row.dataset.sentence === sentence ? row : null;
}

function rowOf(entry) {
  const row = copyOf("outbox-row");
  row.dataset.entry = entry.id;
  row.dataset.state = entry.state;
  row.dataset.sentence = entry.sentence ?? "";
  say(row, "name", entry.name || row.dataset[entry.kind] || "");
  say(row, "kind", row.dataset[entry.kind] ?? "");
  say(row, "words", wordsOf(entry));
  say(row, "since", row.dataset.since.replace("{time}", clock(entry.at)));
  say(row, "state", entry.state === "refused" ? entry.sentence : row.dataset[`state_${entry.state}`] ?? row.dataset.state_waiting);
  row.querySelector("[data-send]").addEventListener("click", (event) => sendNow(event.currentTarget, entry));
  onSecondTap(row.querySelector("[data-delete]"), async () => { await dropEntry(entry.id); changed(); });
  return row;
}

function draftRow(draft) {
  const row = copyOf("outbox-draft-row");
  row.dataset.draft = draft.at;
  say(row, "words", draft.values.wish?.[0] ?? "");
  say(row, "since", row.dataset.since.replace("{time}", clock(draft.at)));
  onSecondTap(row.querySelector("[data-delete]"), () => { forgetDraft(); changed(); });
  return row;
}

function say(row, slot, words) {
  const place = row.querySelector(`[data-say="${slot}"]`);
  place.textContent = words;
  place.hidden = !words;
}

// What the person wrote, and how many photos go with it.
function wordsOf({ fields, chosen = "" }) {
  const words = fields.find(([name]) => WORDS.has(name))?.[1] ?? "";
  const files = fields.filter(([, value]) => value instanceof Blob && value.size).length;
  return [chosen, words, files ? `📷 × ${files}` : ""].filter(Boolean).join(" ");
}

function clock(ms) {
  return new Date(ms).toLocaleString(lang, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
}

async function sendNow(button, entry) {
  button.setAttribute("aria-busy", "true");
  await sendWaiting(entry.id);
  button.removeAttribute("aria-busy");
}

// What is deleted cannot be had back: the first tap asks, the second does it.
function onSecondTap(button, act) {
  button.addEventListener("click", () => {
    if (button.dataset.asked) return act();
    button.dataset.asked = "1";
    button.querySelector("span").textContent = button.dataset.sure;
  });
}

document.addEventListener("outbox:changed", draw);
draw();
