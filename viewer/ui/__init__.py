"""Widgets, state and actions. Gets what it needs through constructors and never opens a file."""
