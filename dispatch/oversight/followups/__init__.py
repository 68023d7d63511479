"""回访: sampled or triggered calls after the service by a named officer, and the ledger of what was said (QJ-14, R9)."""
