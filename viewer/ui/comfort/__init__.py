"""What suits the window to one reader: the size of text, motion, the sizes of parts."""
