"""Whether the wheels keep step (guideline § 3.2): counted and compared without Django."""
