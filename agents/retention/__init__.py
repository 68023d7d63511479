"""How long each kind of personal data is kept, and the clock that erases what is kept too long (S26).

The days are numbers of the county's policy; each room lists what it can erase in its ``outdated.py``.
"""
