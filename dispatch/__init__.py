"""What is to be done: catalogue, orders."""
