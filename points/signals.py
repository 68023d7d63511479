"""News of points, past tense, sent inside the transaction that made it."""

from django.dispatch import Signal

holds_opened = Signal()  # holds (a list), at
hold_answered = Signal()  # hold, answer, at
hold_ruled = Signal()  # hold, ruling, at
appeal_made = Signal()  # appeal, at
appeal_ruled = Signal()  # appeal, ruling, at
quarter_frozen = Signal()  # settlement, at
