"""Runs: how every fetch is begun, carried through, told of and undone."""
