"""冻结: points kept out of payout until an officer rules, with a reason the agent can read (DESIGN §2.13, X09)."""
