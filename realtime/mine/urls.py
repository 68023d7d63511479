from django.urls import path

from realtime.mine import views

app_name = "channels"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("test/", views.test, name="test"),
    path("email/", views.email, name="email"),
    path("browser/", views.browser, name="browser"),
    path("seen/", views.seen, name="seen"),
    path("<uuid:endpoint_id>/remove/", views.remove, name="remove"),
]
