"""What a picture needs that does not change with the date: the raster of zones, strokes, water, sea, shores."""
