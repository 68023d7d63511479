from django.urls import path

from realtime.inbox.views import inbox

app_name = "realtime"
urlpatterns = [path("inbox/", inbox, name="inbox")]
