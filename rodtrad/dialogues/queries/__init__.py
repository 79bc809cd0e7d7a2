"""Answers about dialogues that span models, a file for each noun."""
