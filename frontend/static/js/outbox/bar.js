// A line on every page while something waits to be sent.
import { mine } from "./run.js";

const bar = document.getElementById("outbox-bar");

async function draw() {
  const entries = await mine();
  const waiting = entries.filter(({ state }) => state !== "sending");
  const words = bar.querySelector("span");
  bar.hidden = waiting.length === 0;
  words.textContent = words.dataset[waiting.length === 1 ? "one" : "many"].replace("{n}", waiting.length);
}

if (bar) {
  document.addEventListener("outbox:changed", draw);
  draw();
}
