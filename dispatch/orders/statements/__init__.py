"""The two busiest verbs, each one statement: what they must never do is still said by querysets and models."""
