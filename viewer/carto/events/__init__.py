"""Which events are shown, and where they stand on the map."""
