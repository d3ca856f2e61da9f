"""Sources in words and for citation managers."""
