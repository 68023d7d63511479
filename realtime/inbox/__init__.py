"""The demo inbox: one page in place of everybody's phone. It exists in demo mode only."""
