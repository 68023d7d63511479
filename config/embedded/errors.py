"""What can go wrong before the site stands, each time in one sentence for the person at the keyboard."""


class EmbeddedError(Exception):
    """The site's database or its keys cannot be provided. The text is the whole message; print it without a trace."""
