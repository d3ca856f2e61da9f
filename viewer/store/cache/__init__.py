"""The compiled form of an atlas."""
