"""From degrees to the plane and on to the picture: projections, viewports, generalization, the grid, the scale."""
