"""Dates in words and other calendars."""
