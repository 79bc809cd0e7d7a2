"""Every change to wheels, their items, kinds, numbers and calendar addresses."""
