"""The one door for HTTP that leaves this house (S19): it looks at where a name leads before it says a word there."""
