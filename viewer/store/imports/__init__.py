"""Files that a reader brings, read into extra layers: strangers' data, so everything is bounded and nothing is fetched."""
