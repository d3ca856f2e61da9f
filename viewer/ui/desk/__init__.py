"""What acts on the whole window for its reader: bookmarks, help, the tour, the classroom, menus."""
