"""The composition root: settings, URL map, doors and the embedded runner. Nothing imports it."""
