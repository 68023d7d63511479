"""Messages that lose nothing: written with the news, leased, retried, buried, never stuck."""
