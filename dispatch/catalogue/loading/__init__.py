"""Any county from files: recognised by content, checked as a whole, and loaded whole or not at all."""

from dispatch.catalogue.loading.load import Loaded, load_files

__all__ = ["Loaded", "load_files"]
