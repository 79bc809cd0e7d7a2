"""What a report's sections show beside what people write, composed from the records."""
