// Sound and vibration for a new card, when asked for. Remembered on this phone.

const KEY = "board-sound";

export function bell(button) {
  let audio = null;
  const isOn = () => button.getAttribute("aria-pressed") === "true";

  function ring() {
    if (!isOn()) return;
    navigator.vibrate?.([120, 80, 120]);
    audio ??= new AudioContext();
    if (audio.state === "suspended") audio.resume().catch(() => {});
    for (const [start, pitch] of [[0, 880], [0.18, 1174]]) tone(audio, audio.currentTime + start, pitch);
  }

  button.setAttribute("aria-pressed", String(remembered()));
  button.addEventListener("click", () => {
    const on = !isOn();
    button.setAttribute("aria-pressed", String(on));
    remember(on);
    // Heard at once: so one knows how it sounds, and the browser lets later ones through.
    if (on) ring();
  });
  return ring;
}

function tone(audio, start, pitch) {
  const wave = audio.createOscillator();
  const volume = audio.createGain();
  wave.frequency.value = pitch;
  volume.gain.setValueAtTime(0.25, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
  wave.connect(volume).connect(audio.destination);
  wave.start(start);
  wave.stop(start + 0.4);
}

function remembered() {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}

function remember(on) {
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // Kept for this page only.
  }
}
