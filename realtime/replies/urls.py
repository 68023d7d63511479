from django.urls import path

from realtime.replies.views import sms_reply

app_name = "hooks"
urlpatterns = [path("sms/reply", sms_reply, name="sms_reply")]
