from dispatch.catalogue.models.alias import Alias
from dispatch.catalogue.models.item import CatalogueItem, DifficultyClass

__all__ = ["Alias", "CatalogueItem", "DifficultyClass"]
