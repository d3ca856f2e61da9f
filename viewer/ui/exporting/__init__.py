"""Asking for pictures, and writing them while the window goes on."""
