"""季度结算: preview → freeze → two officers release → export → bank result → paid (X08, F29, DESIGN §2.10)."""
