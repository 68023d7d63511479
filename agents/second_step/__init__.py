"""The second step of officers' sign-in: a code of an authenticator app, or a recovery code once (S13)."""
