"""What reports about several units show, composed from adopted reports and from the records."""
