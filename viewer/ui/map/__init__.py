"""The map: its widget and the gestures on it."""
