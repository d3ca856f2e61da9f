"""Commands, their keys, and where keys go."""
