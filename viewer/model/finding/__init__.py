"""Finding what readers type."""
