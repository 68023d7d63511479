"""What can be asked for: items, guides, the matcher for vague words."""
