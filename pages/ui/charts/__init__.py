"""Tables as Altair charts: the only place that imports Altair."""
