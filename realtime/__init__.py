"""Who hears of it: sockets, messages and their deliveries, the dispatcher's loops."""
