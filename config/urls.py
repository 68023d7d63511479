"""The map of all doors."""

from django.urls import include, path
from django.views.decorators.http import require_safe

from config import health
from config.metrics.page import metrics

urlpatterns = [
    path("healthz", require_safe(health.healthz)),
    path("readyz", require_safe(health.readyz)),
    path("metrics", require_safe(metrics)),
    path("me/channels/", include("realtime.mine.urls")),
    path("office/failed/", include("realtime.failed.urls")),
    path("office/texts/", include("realtime.texts.urls")),
    path("callbacks/", include("realtime.receipts.urls")),
    path("demo/", include("realtime.inbox.urls")),
    path("hooks/", include("realtime.replies.urls")),
    path("office/orders/", include("realtime.evidence.urls")),
    path("api/", include("frontend.api.urls")),
    path("", include("frontend.urls")),
]

handler400 = "frontend.account.errors.bad_request"
handler403 = "frontend.account.errors.forbidden"
handler404 = "frontend.account.errors.not_found"
handler500 = "frontend.account.errors.server_error"
