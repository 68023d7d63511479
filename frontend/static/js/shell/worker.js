// Registers the service worker once the page has all it needs itself: a slow network is for the page first.

if ("serviceWorker" in navigator) {
  const register = () => navigator.serviceWorker.register("/worker.js", { type: "module", updateViaCache: "none" }).catch(() => {});
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register);
}
