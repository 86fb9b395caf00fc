"""The room's page: everyone descends, everyone trains."""
