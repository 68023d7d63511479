"""News of orders, past tense, sent inside the transaction that made it: a receiver that raises undoes it.

Every signal but ``orders_broadened`` and ``orders_sent_to_desk`` carries ``order``, ``event`` and ``at``.
"""

from django.dispatch import Signal

order_placed = Signal()
order_located = Signal()
order_claimed = Signal()  # + agent, follow_id (of the link to follow it, or None)
order_assigned = Signal()  # + agent, officer
order_released = Signal()  # + agent (who had it), ending
order_regridded = Signal()  # + agent (who found it), was (the order as it was before)
order_started = Signal()
order_noted = Signal()
order_suspended = Signal()
order_resumed = Signal()
order_classified = Signal()  # + previous_class (int or None)
order_completed = Signal()
order_cancelled = Signal()  # + agent (who had it, or None)
order_rated = Signal()  # + rating, previous (Rating or None)
contact_reminded = Signal()

# Set-based: ``orders`` is a list, ``at`` the instant.
orders_broadened = Signal()
orders_sent_to_desk = Signal()  # + level

# user (erased by now), phone_index (as it was, "" for none), order_ids, at: other rooms erase what they keep.
citizen_forgotten = Signal()

# user, at: nothing of this person is processed any more; what is kept is kept until it is erased.
consent_withdrawn = Signal()
# order_ids, at: these ended orders name nobody any more, at a person's wish or because their time is over.
orders_erased = Signal()
