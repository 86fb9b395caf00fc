"""The pages of the dashboard, one file each, and in `ui` what they share."""
