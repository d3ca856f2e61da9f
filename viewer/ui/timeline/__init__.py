"""The timeline panel: its controls, its canvas and playing."""
