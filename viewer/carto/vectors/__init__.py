"""The map as outlines: what the pictures made of pixels look up, as rings and lines that an editor of drawings can take."""
