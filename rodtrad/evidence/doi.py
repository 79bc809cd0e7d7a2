"""A DOI as people write it, in the one form that it is kept in. Pure."""

import re

# As the DOI Handbook (section 2.2) has it: prefix 10., a registrant's code, a slash, a suffix.
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_BEFORE = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def parse_doi(text: str) -> str:
    """The DOI in lower case without address; "" for an empty text.

    Raises:
        ValueError: with a Swedish sentence, when it is no DOI.
    """
    plain = _BEFORE.sub("", text.strip()).rstrip(".,;")
    if not plain:
        return ""
    if not _DOI.fullmatch(plain):
        raise ValueError(
            f"”{text.strip()}” är ingen DOI. Den börjar med 10. och har ett snedstreck, till "
            "exempel 10.1080/00313831.2020.1739131."
        )
    return plain.lower()
