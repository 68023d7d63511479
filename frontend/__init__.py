"""The pages, split by audience, and the machine door."""
