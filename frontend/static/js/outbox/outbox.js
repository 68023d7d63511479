// Everything about what waits to be sent, for a page that may need it.
import "./forms.js";
import "./bar.js";
import { keepSending, sendWaiting } from "./run.js";

keepSending();
sendWaiting();

// What is asked again is needed when the network dies: it comes after the page, which a slow network is for first, or
// as soon as somebody begins with such a form.
const LATER_MS = 2_000;
const again = () => import("./again.js").catch(() => {});

const begins = ({ target }) => { if (target.closest?.("[data-ask-again]")) again(); };
const later = () => { if (document.querySelector("[data-ask-again]")) setTimeout(again, LATER_MS); };

for (const news of ["focusin", "pointerdown"]) document.addEventListener(news, begins);
if (document.readyState === "complete") later();
else window.addEventListener("load", later);
