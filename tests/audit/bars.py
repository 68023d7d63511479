"""What is promised. Bytes as they come over the network, milliseconds, points of a hundred."""

LIGHTHOUSE_MIN = {"performance": 95, "accessibility": 100, "best-practices": 95}
FIRST_PAGE_BYTES_MAX = 60_000
SCRIPT_BYTES_MAX = 40_000
CARD_MS_MAX = 500
CARD_RUNS = 20
# After flight mode: until the board shows what happened meanwhile.
TRUTH_MS_MAX = 1_000
TRUTH_RUNS = 5
# A returning citizen, besides typing; an agent.
CITIZEN_PAGES_MAX = 3
CITIZEN_TAPS_MAX = 6
AGENT_TAPS_MAX = 1
# Of axe's four impacts.
SERIOUS = ("serious", "critical")
