"""What people fill in about dialogues, a file for each noun."""
