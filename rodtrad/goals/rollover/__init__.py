"""The turn of the school year for a unit: what will happen, doing it, and undoing it."""
