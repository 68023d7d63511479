"""News of people and places, past tense."""

from django.dispatch import Signal

code_issued = Signal()  # phone (E.164), code, county, user (User or None), at, expires_at
duty_changed = Signal()  # agent, at
# Inside the transaction of the load: a receiver that raises undoes it.
county_loaded = Signal()  # county
# user, at; + session_key when one browser signed out, none when all of the person's sign-ins ended (disabled)
signed_out = Signal()
# agent, by (Officer), at, reason. Inside the transaction: whoever raises keeps the agent on the roster.
agent_ended = Signal()
endpoints_gone = Signal()  # endpoints (their providers say that they are no more), at
