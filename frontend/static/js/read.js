// Reads a part of the page aloud, where the browser can speak: <button data-read="#part" data-stop="Stop" hidden>.
// Sentence by sentence: long texts are cut off by some browsers after a quarter of a minute.

const SENTENCES = /[^。!?!?;;\n]+[。!?!?;;]*/g;
const LEFT_OUT = "button, select, textarea, input, summary, .dock, [aria-hidden], [hidden], [data-unread]";
let reading = null;

// Parts of a page replace themselves; their buttons are new ones.
function show() {
  for (const button of document.querySelectorAll("[data-read][hidden]")) button.hidden = false;
}

function wordsOf(part) {
  const lines = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    const words = walker.currentNode.data.replace(/\s+/g, " ").trim();
    if (words && !holder.closest(LEFT_OUT) && holder.checkVisibility?.() !== false) lines.push(words);
  }
  return lines.join("\n").match(SENTENCES) ?? [];
}

function label(button, words) {
  const span = button?.querySelector("span");
  if (!span || !button.dataset.stop) return;
  button.dataset.start ??= span.textContent;
  span.textContent = words ?? button.dataset.start;
}

function stop() {
  const was = reading;
  reading = null;
  speechSynthesis.cancel();
  was?.removeAttribute("aria-pressed");
  label(was);
}

function read(button) {
  reading = button;
  button.setAttribute("aria-pressed", "true");
  label(button, button.dataset.stop);
  const spoken = wordsOf(document.querySelector(button.dataset.read)).map((words) => {
    const sentence = new SpeechSynthesisUtterance(words);
    sentence.lang = document.documentElement.lang;
    sentence.rate = 0.9;
    return sentence;
  });
  if (!spoken.length) return stop();
  spoken.at(-1).addEventListener("end", () => reading === button && stop());
  for (const sentence of spoken) speechSynthesis.speak(sentence);
}

if ("speechSynthesis" in window) {
  show();
  document.addEventListener("htmx:afterSwap", show);
  window.addEventListener("pagehide", stop);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-read]");
    if (!button) return;
    const again = reading !== button;
    stop();
    if (again) read(button);
  });
}
