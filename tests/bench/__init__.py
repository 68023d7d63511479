"""Side-by-side speed: the real product and its peers on one machine, in one run, round by round.

``make bench`` runs every path, ``make bench PATHS=claim,race`` some. A figure is a ratio to a peer or a limit that was
measured in the same rounds; absolute times are printed and never judged.
"""
