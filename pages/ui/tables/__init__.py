"""Results of the core as tidy tables: beside the charts, the only place that imports pandas."""
