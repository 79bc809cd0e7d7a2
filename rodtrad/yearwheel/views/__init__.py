"""Pages of year wheels."""
