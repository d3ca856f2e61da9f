"""What land and lines show on a day: the political map, blocs, claims, the legend."""
