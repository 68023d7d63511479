"""What every client was told, kept while faults happen and held against a model afterwards, as Jepsen does."""
