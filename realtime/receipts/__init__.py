"""What providers report back: proven, taken in once, kept beside the delivery."""
