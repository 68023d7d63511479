"""What messages say: a text template for each kind, in the receiver's language, without personal data."""
