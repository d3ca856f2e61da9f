"""Scene to pixels, with QtGui only: no widgets."""
