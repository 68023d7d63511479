"""申诉: the agent's answer to an unsatisfied rating, and the officer's word on it (DESIGN §2.11, X11)."""
