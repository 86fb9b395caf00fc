"""What the pages that descend over a surface share."""
