"""Comparing: a second map beside the first, and sheets of many days."""
