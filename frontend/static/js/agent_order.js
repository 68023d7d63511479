// One order on the agent's phone: the applicant at once after a claim, news without reloading.
import { look, reveals } from "./applicant.js";
import { refresh } from "./fragments.js";

const order = document.getElementById("order");
reveals(order);

// Straight from a won claim, or from 打电话 in the list: that tap asked for the number, so it is shown (and written down) once.
if (["#won", "#call"].includes(location.hash)) {
  history.replaceState(null, "", location.pathname);
  const form = order.querySelector("form[data-reveal]");
  if (form) look(form);
}

// Here the card stands alone: what the board does with a claim (board_claim.js) is asked as every other step is.
for (const form of order.querySelectorAll("form.claim")) form.dataset.askAgain = "";

// Detail pages open what the address points to.
const target = location.hash && document.getElementById(location.hash.slice(1));
if (target instanceof HTMLDetailsElement) target.open = true;

document.addEventListener("live:order", ({ detail }) => {
  if (detail.order !== order.dataset.order || detail.version <= Number(order.dataset.version)) return;
  refresh().then((fresh) => { if (fresh) order.dataset.version = detail.version; }, () => {});
});
document.addEventListener("live:refetch", () => refresh().catch(() => {}));
