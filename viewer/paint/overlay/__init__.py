"""What lies over the land: names, markers, ties, the scale bar, swatches."""
