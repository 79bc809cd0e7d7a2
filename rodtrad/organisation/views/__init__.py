"""The pages of the administration, one module by noun."""
