// Hands an address on: the phone's own way to share where it has one, else a copy of the address.
// <button data-share="#field" data-title data-copied data-by-hand data-copy>

for (const button of document.querySelectorAll("[data-share]")) {
  const field = document.querySelector(button.dataset.share);
  const says = button.parentElement.querySelector("[data-share-says]");
  const canShare = "share" in navigator;
  if (!canShare) button.querySelector("span").textContent = button.dataset.copy;
  button.addEventListener("click", async () => {
    try {
      if (canShare) return await navigator.share({ title: button.dataset.title, url: field.textContent });
      await navigator.clipboard.writeText(field.textContent);
      says.textContent = button.dataset.copied;
    } catch (error) {
      // Given up by the person: nothing to say. Forbidden by the browser: there is still the finger.
      if (error.name === "AbortError") return;
      getSelection().selectAllChildren(field);
      says.textContent = button.dataset.byHand;
    }
  });
}
