"""Pages of forums, meetings and decisions, one module by noun."""
