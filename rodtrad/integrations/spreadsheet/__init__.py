"""Values from a spreadsheet of any kind: read, understood, tried and brought in."""
