"""What the bank answers: a table by line, held against the settlement to the fen, imported whole or not at all."""
