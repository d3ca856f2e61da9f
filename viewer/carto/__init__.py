"""How it is looked at: view, projection, symbology, scene. No Qt, no files."""
