"""Who may open which door, and what each may see there: the matrices of SECURITY.md as data, walked whole."""
