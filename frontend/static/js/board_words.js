// Distances and waiting times as the board says them.

// Metres between two points in degrees, on a sphere: a card from the socket shows it until the server's own figure comes.
export function distance(home, there) {
  const [a, b, c, d] = [home.lat, home.lng, there.lat, there.lng].map((text) => (text === "" ? NaN : (Number(text) * Math.PI) / 180));
  if ([a, b, c, d].some(Number.isNaN)) return null;
  const half = Math.sin((c - a) / 2) ** 2 + Math.cos(a) * Math.cos(c) * Math.sin((d - b) / 2) ** 2;
  return 2 * 6371008.8 * Math.asin(Math.sqrt(half));
}

export function waited(since, words, fill) {
  const minutes = Math.floor((Date.now() - since) / 60000);
  if (minutes >= 1440) return null;
  if (minutes < 1) return words.just_now;
  const time = minutes < 60 ? fill(words.minutes, { minutes }) : fill(words.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return fill(words.waited, { time });
}
