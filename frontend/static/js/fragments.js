// Brings the marked parts of a page up to date from the page itself, without touching what is being typed.

export async function refresh({ keepTyping = true } = {}) {
  const reply = await fetch(location.href.split("#")[0], { headers: { Accept: "text/html", "X-Fragment": "parts" }, signal: AbortSignal.timeout(10000) });
  if (reply.redirected) return location.reload();
  if (!reply.ok) return null;
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const news = fresh.getElementById(part.id);
    if (!news || (keepTyping && isInUse(part))) continue;
    keepOpen(part, news);
    part.replaceWith(news);
  }
  document.dispatchEvent(new CustomEvent("page:fresh"));
  return fresh;
}

function isInUse(part) {
  return part.contains(document.activeElement) || [...part.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
}

function keepOpen(part, news) {
  const before = part.querySelectorAll("details");
  news.querySelectorAll("details").forEach((each, index) => { if (before[index]) each.open = before[index].open; });
}
