"""Pages of the reports: lists, reading, writing and decisions."""
