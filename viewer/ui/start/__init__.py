"""What a start shows and does before there is a window."""
