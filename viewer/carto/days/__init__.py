"""Days in words, typed and stepped through."""
