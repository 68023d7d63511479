from django.urls import include, path

urlpatterns = [
    path("", include("frontend.citizen.urls")),
    path("account/", include("frontend.account.urls")),
    path("agent/", include("frontend.agent.urls")),
    path("office/", include("frontend.office.urls")),
    path("photos/", include("frontend.photos.urls")),
]
