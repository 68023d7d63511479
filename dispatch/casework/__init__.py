"""What accompanies an order on its way: one room for each kind of evidence. Stands above ``orders``."""
