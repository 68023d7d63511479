// Shows what was pushed. The tag makes a second attempt, and later news of the same order, the same notification (F10).

self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch {
    return;
  }
  event.waitUntil(
    self.registration.showNotification(said.body || "", { tag: said.tag, renotify: true, data: said.link }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  // A path of this site, and nothing else: a link never leads away.
  const link = event.notification.data || "/";
  const to = new URL(link, self.location.origin);
  if (to.origin === self.location.origin) event.waitUntil(self.clients.openWindow(to.href));
});
