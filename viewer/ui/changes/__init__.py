"""The panel that compares the day shown with another."""
