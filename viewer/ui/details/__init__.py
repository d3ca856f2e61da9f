"""The right panel: what is told of the selection."""
