"""Pages of dialogues, a file for each noun."""
