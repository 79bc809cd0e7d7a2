"""What people are writing and have not saved yet."""
