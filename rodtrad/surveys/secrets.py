"""Addresses and codes that cannot be guessed and can be read aloud."""

import secrets

# No letters that are taken for one another: 0 and o, 1, i and l, u and v.
_LETTERS = "23456789abcdefghjkmnpqrstwxyz"
ADDRESS_LENGTH = 12
CODE_LENGTH = 8


def new_address() -> str:
    """The last part of a survey's address: 29^12, about 58 bits."""
    return _drawn(ADDRESS_LENGTH)


def new_code() -> str:
    """A one-time code: 29^8, about 39 bits, tried only at the survey's own address."""
    return _drawn(CODE_LENGTH)


def as_written(code: str) -> str:
    """A code as a person may write it, in the form that it is kept in."""
    return "".join(one for one in code.lower() if one.isalnum())


def _drawn(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
