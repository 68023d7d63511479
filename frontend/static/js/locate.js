// "Use my location": asks the phone once, when the button is pressed. WGS-84 degrees go into hidden fields.

const OPTIONS = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };

export function watchLocate(form) {
  const button = form.querySelector("[data-locate]");
  const says = form.querySelector("[data-locate-says]");
  if (!("geolocation" in navigator)) {
    button.hidden = true;
    return;
  }
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    says.textContent = button.dataset.looking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done(button.dataset.found, coords),
      () => done(button.dataset.failed),
      OPTIONS,
    );
  });

  function done(words, coords) {
    button.removeAttribute("aria-busy");
    says.textContent = words;
    form.elements.lat.value = coords ? coords.latitude.toFixed(6) : "";
    form.elements.lng.value = coords ? coords.longitude.toFixed(6) : "";
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
