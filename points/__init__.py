"""What it earned: rules, ledger, reports."""
