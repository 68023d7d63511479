"""Static files under names that say what is in them, modules that import each other included."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from config.joining import join_modules

MODULE = re.compile(r"^js/.+\.js$")
NAMED = re.compile(r"\{% static '(js/[^']+\.js)' %\}")
#: A file by its name: where it lies, and under which name there.
Paths = dict[str, tuple[Storage, str]]


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A phone may keep each file for ever: what an ``import`` names is hashed, too.

    Modules are served joined (ADR 37); as they lie, one by one, they are seen in tests and development only.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Raises CannotJoin."""
        yield from super().post_process(with_joined_modules(paths), dry_run=dry_run, **options)


def with_joined_modules(paths: Paths) -> Paths:
    """What was found, with the joined files in place of the modules."""
    modules = {name: found for name, found in paths.items() if MODULE.match(name)}
    joined = InMemoryStorage()
    texts = {name: _text(*found) for name, found in modules.items()}
    for name, text in join_modules(texts, scripts=scripts_of_pages()).items():
        joined.save(name, ContentFile(text.encode()))
    others = {name: found for name, found in paths.items() if name not in modules}
    return others | {name: (joined, name) for name in modules if joined.exists(name)}


def scripts_of_pages() -> set[str]:
    """What the templates name."""
    folders = [Path(str(folder)) for engine in settings.TEMPLATES for folder in engine["DIRS"]]
    return {
        name
        for folder in folders
        for page in folder.rglob("*.html")
        for name in NAMED.findall(page.read_text())
    }


def _text(storage: Storage, path: str) -> str:
    with storage.open(path) as file:
        return str(file.read().decode())
