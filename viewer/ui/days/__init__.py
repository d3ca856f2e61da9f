"""The large date, the field in which one is typed, and what is typed into others."""
