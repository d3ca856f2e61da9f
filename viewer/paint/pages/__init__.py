"""Exported pictures: a map composed with title, legend, notes and sources; sheets of many maps."""
