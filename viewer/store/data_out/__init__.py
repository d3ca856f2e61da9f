"""Tables and outlines for other programs."""
