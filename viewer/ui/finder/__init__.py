"""The left panel: search, the list of events, layers and filters."""
