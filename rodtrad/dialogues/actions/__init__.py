"""Every change to dialogues, a file for each noun."""
