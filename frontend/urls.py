from django.urls import include, path

from frontend.styleguide import styleguide

urlpatterns = [
    path("", include("frontend.citizen.urls")),
    path("account/", include("frontend.account.urls")),
    path("agent/", include("frontend.agent.urls")),
    path("styleguide/", styleguide, name="styleguide"),
    path("office/", include("frontend.office.urls")),
    path("", include("frontend.shell.urls")),
    path("photos/", include("frontend.photos.urls")),
]
