from django.urls import path

from realtime.failed.views import again, failed

app_name = "failed"
urlpatterns = [
    path("", failed, name="list"),
    path("again/", again, name="again"),
]
