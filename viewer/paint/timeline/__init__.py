"""The timeline in pixels."""
