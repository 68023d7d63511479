"""Schemes to earn what was not earned, each a rule of its own file (X09, SECURITY R1 … R15).

A rule finds services by set-based statements on the thresholds of each order's own policy, and says why in a sentence
that the agent reads. It takes nothing away: an officer rules on every hold. ``docs/fraud-rules.md`` lists which
schemes are stopped elsewhere, by construction or by a constraint.
"""
