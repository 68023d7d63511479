"""Static files under names that say what is in them, modules that import each other included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A phone may keep each file for ever: what an ``import`` names is hashed, too."""

    support_js_module_import_aggregation = True
