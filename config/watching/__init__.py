"""What the house tells those who run it: one line for each request, lines that hold no personal data."""
