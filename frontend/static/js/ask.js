// The form of a request: one step at a time, kept as a draft at every keystroke. Without this it is one long page.
import "./outbox/outbox.js";
import { keepDraft, restoreDraft } from "./draft.js";
import { splitByTownship } from "./villages.js";
import { watchLocate } from "./locate.js";

const form = document.getElementById("ask");
const steps = [...form.querySelectorAll(".step")];
const marks = [...document.querySelectorAll(".steps li")];
let now = 0;

function show(index, { focus = true } = {}) {
  now = index;
  steps.forEach((step, at) => step.classList.toggle("now", at === index));
  marks.forEach((mark, at) => {
    mark.classList.toggle("past", at < index);
    if (at === index) mark.setAttribute("aria-current", "step");
    else mark.removeAttribute("aria-current");
  });
  if (!focus) return;
  window.scrollTo(0, 0);
  const legend = steps[index].querySelector("legend");
  legend.tabIndex = -1;
  legend.focus({ preventScroll: true });
}

function go(index) {
  history.pushState({ step: index }, "", `#${steps[index].id}`);
  show(index);
}

function stepOf(element) {
  return Math.max(0, steps.findIndex((step) => element && step.contains(element)));
}

// The page's own id for this request, so that the same request sent twice is one order.
if (!form.hasAttribute("data-kept")) form.elements.id.value = crypto.randomUUID?.() ?? form.elements.id.value;

const draft = restoreDraft(form);
const choose = splitByTownship(document.getElementById("village_code"));
watchLocate(form);
keepDraft(form);

form.classList.add("stepped");
const wrong = form.querySelector(".problem");
show(wrong ? stepOf(wrong) : 0, { focus: false });
history.replaceState({ step: now }, "");

form.addEventListener("click", (event) => {
  if (event.target.closest("[data-next]")) go(Math.min(now + 1, steps.length - 1));
});

// A village tapped on the map is chosen in the list, where it can be read and changed.
document.getElementById("map").addEventListener("click", (event) => {
  const village = event.target.closest("[data-village]");
  if (!village) return;
  event.preventDefault();
  choose(village.dataset.village);
  event.currentTarget.open = false;
  const list = document.getElementById("village_code");
  list.focus();
  list.scrollIntoView({ block: "center" });
});

// Enter in a line of an early step goes on to the next one instead of sending half a request.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName !== "INPUT" || now === steps.length - 1) return;
  event.preventDefault();
  go(now + 1);
});

window.addEventListener("popstate", (event) => show(event.state?.step ?? 0));
document.getElementById("step-back").addEventListener("click", (event) => {
  if (now === 0) return;
  event.preventDefault();
  history.back();
});

// A line of the error summary leads to its field, on whichever step that stands.
document.querySelector(".problems")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  show(stepOf(field), { focus: false });
  field.focus();
  field.scrollIntoView({ block: "center" });
});

// Asking for somebody else: the own name and number are not theirs.
const own = { name: form.elements.applicant_name.value, phone: form.elements.applicant_phone.value };
form.addEventListener("change", (event) => {
  if (event.target.name !== "for_whom") return;
  const { applicant_name: name, applicant_phone: phone } = form.elements;
  const other = event.target.value === "other";
  if (other && name.value === own.name) name.value = "";
  if (other && phone.value === own.phone) phone.value = "";
  if (!other && !name.value) name.value = own.name;
  if (!other && !phone.value) phone.value = own.phone;
});

// What shrinks photos comes when somebody begins; a cheap phone need not wait for it to show the page.
const photos = document.querySelector("[data-ask-photos]");
const BEGINNINGS = ["focusin", "pointerdown", "change"];

function bringPhotos() {
  for (const sign of BEGINNINGS) form.removeEventListener(sign, bringPhotos);
  // Without it the browser's own field shows what was chosen.
  import("./ask_photos.js").catch(() => photos.classList.add("is-plain"));
}

if (photos) for (const sign of BEGINNINGS) form.addEventListener(sign, bringPhotos);
if (draft?.photos) bringPhotos();
