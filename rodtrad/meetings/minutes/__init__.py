"""The minutes of a meeting: composed while it is open, read from the snapshot once adopted."""
