"""Who reads what of whom, and when: staged privacy as one table, and every door walked against it (S3, X12)."""
