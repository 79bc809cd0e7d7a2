"""References out of files: read whole, or refused with the reason."""

import pytest

from rodtrad.evidence.bibliography import Unreadable, read_references
from rodtrad.evidence.doi import parse_doi

RIS = """TY  - JOUR
AU  - Ek, Anna
AU  - Berg, Bo
TI  - Lässtrategier i undervisningen
JO  - Nordisk pedagogik
PY  - 2019
DO  - 10.1234/np.2019.5
ER  -

TY  - RPRT
TI  - Läsförståelse i alla ämnen
PY  - 2021
UR  - https://exempel.se/rapport
ER  -
"""
BIBTEX = """@article{ek2019,
  author = {Ek, Anna and Berg, Bo},
  title = {{Lässtrategier} i undervisningen},
  journal = {Nordisk pedagogik},
  year = 2019,
  doi = {https://doi.org/10.1234/NP.2019.5}
}
"""


def test_ris_is_read() -> None:
    first, second = read_references(RIS)

    assert first.title == "Lässtrategier i undervisningen"
    assert first.authors == "Ek, Anna; Berg, Bo"
    assert (first.year, first.published_in, first.doi) == (
        2019,
        "Nordisk pedagogik",
        "10.1234/np.2019.5",
    )
    assert (second.kind, second.url) == ("authority", "https://exempel.se/rapport")


def test_bibtex_is_read_to_the_same() -> None:
    [entry] = read_references(BIBTEX)

    assert entry == read_references(RIS)[0]


def test_letters_written_as_latex_are_read_as_letters() -> None:
    [entry] = read_references(
        r"""@inproceedings{a,
  title = {L{\"a}sning i {\AA}rskurs 3 \& 50 % mer tid},
  author = {Str{\"o}m, {\AA}sa and Lind\'en, Bo},
  booktitle = "P{\"a}dagogik",
  date = {2019-03},
  url = {https://exempel.se/~ek/a\_b%20c}
}"""
    )

    assert entry.title == "Läsning i Årskurs 3 & 50 % mer tid"
    assert entry.authors == "Ström, Åsa; Lindén, Bo"
    assert (entry.published_in, entry.year) == ("Pädagogik", 2019)
    assert entry.url == "https://exempel.se/~ek/a_b%20c"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tom"),
        ("Titel;År\nLäsning;2019", "varken RIS eller BibTeX"),
        (RIS[:-8], "avklippt"),
        (RIS.replace("ER  -\n\nTY", "TY") + "ER  -\n", "saknar sin första rad"),
        ("@article{a, title = {Utan slut", "trasig vid rad 1"),
    ],
)
def test_a_broken_file_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_references(text)


def test_a_reference_without_a_title_says_so() -> None:
    [entry] = read_references("TY  - JOUR\nPY  - 2019\nER  - \n")

    assert entry.fault == "Titel saknas."


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("10.1080/00313831.2020.1739131", "10.1080/00313831.2020.1739131"),
        ("https://doi.org/10.1080/ABC.5", "10.1080/abc.5"),
        ("doi: 10.1080/abc.5.", "10.1080/abc.5"),
        ("  ", ""),
    ],
)
def test_a_doi_is_kept_in_one_form(written: str, kept: str) -> None:
    assert parse_doi(written) == kept


def test_what_is_no_doi_is_said() -> None:
    with pytest.raises(ValueError, match="är ingen DOI"):
        parse_doi("978-91-44-00000-0")
