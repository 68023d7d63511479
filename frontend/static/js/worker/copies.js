// Copies of pages: when each was made, and how an old one says so.

export function ofHtml(response) {
  return response.type === "basic" && (response.headers.get("Content-Type") ?? "").startsWith("text/html");
}

export async function stamped(response) {
  const headers = new Headers(response.headers);
  headers.set("X-Kept-At", String(Date.now()));
  // The body is plain by now, whatever it came as.
  for (const name of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(name);
  return new Response(await response.blob(), { status: response.status, headers });
}

// The page itself carries the instant; shell/offline.js says it in words.
export async function dated(kept) {
  const html = await kept.text();
  const at = Number(kept.headers.get("X-Kept-At"));
  return new Response(html.replace("<html ", `<html data-kept-at="${at}" `), { headers: kept.headers });
}
