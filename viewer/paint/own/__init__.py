"""A reader's own layers in pixels."""
