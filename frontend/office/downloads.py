"""Files that were made for one person, streamed to that person."""

from typing import cast

from django.http import FileResponse, HttpResponse

from points.reports.taking import Taken


def as_download(taken: Taken) -> HttpResponse:
    """Read block by block; the file is gone from the disk once it is sent."""
    answer = FileResponse(
        taken.file, as_attachment=True, filename=taken.name, content_type=taken.content_type
    )
    # Django's two kinds of answer share a base that its own stubs for views do not know.
    return cast("HttpResponse", answer)
