"""Files to Atlas and back: the only place for yaml, geopandas and paths."""
