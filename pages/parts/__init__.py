"""What belongs to one page only, a folder a page; none imports another."""
