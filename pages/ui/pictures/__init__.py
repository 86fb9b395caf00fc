"""Pictures that are not charts: contours, basin maps, images and surfaces in 3-D."""
