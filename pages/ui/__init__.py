"""What two pages or more use: the frame, settings, lessons, tables, charts, pictures, and what moves."""
