"""Skolverket's grade 9 file as the tests need it: whole, edited, or made like an older year's.

The excerpt is official statistics.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rodtrad.integrations.skolverket.slutbetyg import SlutbetygError, parse

EXCERPT = (Path(__file__).parent / "data" / "slutbetyg_ak9_2025_excerpt.csv").read_bytes()
FIRST_SCHOOL = (
    "Västerportskolan;54436997;Ystad;1286;Kommunal;Ystad kommun;2120001181;148;83,8;88,5;246,7"
)
ABOUT = FIRST_SCHOOL.rsplit(";", 4)[0]
DESCRIPTIVE_HEADINGS = (
    "Skola;Skol-enhetskod;Skolkommun;Kommun-kod;Typ av huvudman;Huvudman;Huvudman orgnr"
)


def edited(old: str, new: str) -> bytes:
    """The excerpt with one text replaced; the text must be there."""
    text = EXCERPT.decode()
    assert old in text
    return text.replace(old, new, 1).encode()


def refusal(data: bytes) -> SlutbetygError:
    with pytest.raises(SlutbetygError) as caught:
        parse(data)
    return caught.value


def made(headings: str, *schools: str, above: str = "") -> bytes:
    """A file as Skolverket made them before 2020: no padding of preamble and footnotes."""
    lines = [
        "Statistik från Skolverket, http://www.skolverket.se",
        "",
        "Grundskolan - Slutbetyg årskurs 9, samtliga elever",
        "Valt läsår: 2018/19",
        above,
        f"{DESCRIPTIVE_HEADINGS};{headings}",
        *schools,
        "",
        "Rapportbeskrivning och definitioner etc.",
    ]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
