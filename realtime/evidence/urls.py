from django.urls import path

from realtime.evidence.views import evidence, evidence_json

app_name = "evidence"
urlpatterns = [
    path("<uuid:order_id>/evidence/", evidence, name="order"),
    path("<uuid:order_id>/evidence.json", evidence_json, name="order_json"),
]
