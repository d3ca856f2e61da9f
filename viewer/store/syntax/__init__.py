"""YAML and JSON read strictly, and the problems that are found in files."""
