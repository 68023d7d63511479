"""The shapes of what comes in (Given) and what goes out (Told), by subject."""
