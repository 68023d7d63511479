"""回访: sampled or triggered calls after the service by a named officer, and what was said (QJ-14, R9)."""
