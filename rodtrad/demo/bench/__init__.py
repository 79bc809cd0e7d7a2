"""Build a municipality, a large city or a nation in a database of its own, and time the pages."""
