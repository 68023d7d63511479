"""The unit of dispatch: order, states, actions, deadlines, rating."""
