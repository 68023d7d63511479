from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from frontend.api.problems import problem_of_status
from frontend.api.v1 import v1

app_name = "api"


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    return problem_of_status(404)


urlpatterns = [path("v1/", v1.urls), re_path(r"", nothing_here)]
