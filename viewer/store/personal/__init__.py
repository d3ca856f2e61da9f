"""Files of the reader's own: the session, pictures and plates of the last window, stories, the editor."""
