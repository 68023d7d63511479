from django.urls import path

from realtime.receipts.views import report

app_name = "receipts"
urlpatterns = [
    path("<slug:channel>/", report, name="signed"),
    path("<slug:channel>/<slug:key>/", report, name="addressed"),
]
