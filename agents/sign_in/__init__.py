"""Who is it? By phone code, by password, by session, by token."""
