"""督查: what is asked about services after they were done (follow-ups; complaints and inspections have rooms of their own)."""
