from django.urls import path

from realtime.inbox.views import inbox, reply

app_name = "realtime"
urlpatterns = [path("inbox/", inbox, name="inbox"), path("inbox/reply/", reply, name="reply")]
