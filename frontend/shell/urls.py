from django.urls import path, re_path

from frontend.shell import manifest, pages, worker

app_name = "shell"
urlpatterns = [
    path("worker.js", worker.worker, name="worker"),
    re_path(
        r"^(?P<audience>citizen|agent)\.(?P<language>[a-z-]+)\.webmanifest$",
        manifest.manifest,
        name="manifest",
    ),
    path("offline/", pages.offline, name="offline"),
    path("outbox/", pages.outbox, name="outbox"),
    path("outbox/ticket/", pages.ticket, name="ticket"),
]
