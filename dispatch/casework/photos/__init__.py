"""Photos on an order: of papers, of places, of results. Cleaned, sealed off from static files, shown to few."""
