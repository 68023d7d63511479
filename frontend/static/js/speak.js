// Speaking instead of typing: a button beside the field, where the browser writes down speech. Many phones (and WeChat) do
// not, or only seem to: then there is no button, or it goes away with a sentence. The keyboard's microphone is always there.

const Listener = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const HOPELESS = ["network", "service-not-allowed", "language-not-supported", "audio-capture"];

if (Listener) for (const place of document.querySelectorAll("[data-speak]")) offer(place);

function offer(place) {
  const field = document.getElementById(place.dataset.speak);
  const button = place.querySelector("button");
  const says = place.querySelector("p");
  const label = button.querySelector("span");
  const start = label.textContent;
  let ear = null;
  place.hidden = false;

  button.addEventListener("click", () => (ear ? ear.stop() : listen()));

  function listen() {
    const before = field.value && !/\s$/.test(field.value) ? `${field.value} ` : field.value;
    let failed = "";
    ear = new Listener();
    ear.lang = document.documentElement.lang;
    ear.interimResults = true;
    ear.onresult = ({ results }) => write(before + [...results].map(([best]) => best.transcript).join(""));
    ear.onerror = ({ error }) => { failed = error; };
    ear.onend = () => over(failed, field.value === before || field.value === before.trimEnd());
    try {
      ear.start();
      show(true, place.dataset.listening);
    } catch {
      over("service-not-allowed", true);
    }
  }

  function write(words) {
    field.value = field.maxLength > 0 ? words.slice(0, field.maxLength) : words;
    // The draft, the suggestions and whoever else listens to typing hears of it.
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function over(error, heardNothing) {
    ear = null;
    const { forbidden, deaf, nothing } = place.dataset;
    show(false, error === "not-allowed" ? forbidden : HOPELESS.includes(error) ? deaf : heardNothing ? nothing : "");
    if (HOPELESS.includes(error)) button.hidden = true;
    else if (!heardNothing) field.focus();
  }

  function show(isListening, words) {
    button.setAttribute("aria-pressed", String(isListening));
    label.textContent = isListening ? place.dataset.stop : start;
    says.textContent = words;
  }
}
