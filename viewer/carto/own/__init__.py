"""A reader's own layers: what belongs to the day, what lies where, what is found and listed."""
