"""Rule sandbox: a past quarter's real orders under other rules, claim times and yuan side by side (X06). Reads only."""

from points.sandbox.compare import Trial, YuanCompared, try_rules
from points.sandbox.rules import TrialRules

__all__ = ["Trial", "TrialRules", "YuanCompared", "try_rules"]
