"""Names on the map: candidates, the spots at which they could stand, and which of them they take."""
