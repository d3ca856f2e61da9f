"""The timeline as draw lists: its axis, its rows, the pace at which it is gone through."""
