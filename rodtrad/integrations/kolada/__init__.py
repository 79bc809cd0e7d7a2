"""Figures and facts from Kolada."""
