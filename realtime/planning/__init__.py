"""Who is told by which channel, in which order and when: the county's plan, as data, and pure functions over it."""
