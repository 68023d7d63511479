"""通知公告 (LJ-03): what the county tells everybody: which matters are served where on which day. Knows no order."""
