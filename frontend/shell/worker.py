"""The service worker: small modules, and a first line that tells them what to keep."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from frontend.shell.files import shell_files, shell_version


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, so that it answers for every page; asked for anew at every start of the browser."""
    main = json.dumps(static("js/worker/main.js"))
    text = f"import {{ serve }} from {main};\nserve({json.dumps(_shell())});\n"
    return HttpResponse(text, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


def _shell() -> dict[str, Any]:
    return {
        "version": shell_version(),
        "files": shell_files(),
        # Pages that are fetched along with the first one of each sign-in and language.
        "companions": [reverse("shell:offline"), reverse("shell:outbox")],
        "offline": reverse("shell:offline"),
    }
