// Keeps countdown rings running by the server's clock: <span data-ring data-until data-total data-now> in ms.
// When one runs out, the document hears "ring:over" once, so that a page can ask the server what is true now.

let skew = null;

export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function learnSkew(ring) {
  // The first rendering seen is the freshest; a later fragment brings its own instant.
  if (ring.dataset.seen) return;
  ring.dataset.seen = "1";
  skew = Number(ring.dataset.now) - Date.now();
}

function draw(ring) {
  learnSkew(ring);
  const left = Number(ring.dataset.until) - (Date.now() + skew);
  const part = Math.min(1, Math.max(0, left / Number(ring.dataset.total)));
  ring.querySelector("[data-clock]").textContent = clock(left);
  ring.querySelector(".run").setAttribute("stroke-dasharray", `${(part * 100).toFixed(2)} 100`);
  if (left <= 0 && !ring.classList.contains("ring-over")) {
    ring.classList.add("ring-over");
    ring.querySelector(".run").setAttribute("visibility", "hidden");
    ring.dispatchEvent(new CustomEvent("ring:over", { bubbles: true }));
  }
}

function tick() {
  if (document.hidden) return;
  document.querySelectorAll("[data-ring]").forEach(draw);
}

tick();
setInterval(tick, 1000);
document.addEventListener("visibilitychange", tick);
document.addEventListener("htmx:load", tick);
