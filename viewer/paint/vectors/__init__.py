"""Pages as drawings: what a painter draws, and the land of the map, written as shapes and words that editors can change."""
