"""The land of a day: composed from the plate, marked, and shown while it is moved."""
