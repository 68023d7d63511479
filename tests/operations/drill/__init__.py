"""``make drill``: back up while people go on, restore elsewhere, prove the copy (F28). Prints what was seen."""
