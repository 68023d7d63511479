// "Let messages show here": asks the browser, subscribes, and tells the site. Without scripts the card stays hidden.

const card = document.querySelector("#push");
const button = card?.querySelector("button");
const status = card?.querySelector("[role=status]");

function say(what) {
  status.textContent = status.dataset[what];
  button.hidden = what === "done";
}

function bytesOf(key) {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

async function subscribe() {
  if ((await Notification.requestPermission()) !== "granted") return say("denied");
  // A worker of its own: its scope holds no page, so that it stands beside the one that keeps pages.
  const registration = await navigator.serviceWorker.register(card.dataset.worker);
  await ready(registration);
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(card.dataset.key),
  });
  const said = new URLSearchParams({
    value: JSON.stringify(subscription),
    label: navigator.userAgentData?.platform || navigator.platform || "",
    csrfmiddlewaretoken: card.querySelector("[name=csrfmiddlewaretoken]").value,
  });
  const answer = await fetch(card.dataset.to, { method: "POST", body: said });
  say(answer.ok ? "done" : "failed");
}

function ready(registration) {
  const worker = registration.installing || registration.waiting;
  if (registration.active || !worker) return Promise.resolve();
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => worker.state === "activated" && resolve());
  });
}

if (card && "serviceWorker" in navigator && "PushManager" in window) {
  card.hidden = false;
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    try {
      await subscribe();
    } catch {
      say("failed");
    }
    button.removeAttribute("aria-busy");
  });
}
