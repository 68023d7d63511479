from django.urls import path

from realtime.texts.views import text, texts

app_name = "texts"
urlpatterns = [
    path("", texts, name="list"),
    path("<slug:kind>/<slug:language>/", text, name="edit"),
]
