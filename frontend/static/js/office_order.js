// One order in the office: news without reloading, the applicant without leaving the page.
import { reveals } from "./applicant.js";
import { refresh } from "./fragments.js";

const order = document.getElementById("order");
reveals(order);
document.addEventListener("live:order", ({ detail }) => {
  if (detail.order !== order.dataset.order || detail.version <= Number(order.dataset.version)) return;
  refresh().then((fresh) => { if (fresh) order.dataset.version = detail.version; }, () => {});
});
document.addEventListener("live:refetch", () => refresh().catch(() => {}));
