"""Do answers that services have really given still parse? `make test-samples SAMPLES=folder`.

The folder holds what was saved from the services: Planned Educations (pe_*.json), Kolada
(municipality*.json), and files of grade 9 results (slutbetyg*.csv). It is no part of the project,
and so no part of `make test`: without a folder, or with an empty one, this fails.
"""

import json
import sys
from pathlib import Path

import django


def main(folder: Path) -> int:
    """Read every sample in a folder; how many could not be."""
    django.setup()
    from rodtrad.integrations.http import FetchError
    from rodtrad.integrations.kolada.answers import GroupRow, MunicipalityRow, Page
    from rodtrad.integrations.skolverket.measures import PROGRAMMES, SALSA, STATISTICS
    from rodtrad.integrations.skolverket.planned import Envelope, figures, survey_figures
    from rodtrad.integrations.skolverket.slutbetyg import SlutbetygError, parse

    def planned(path: Path) -> int:
        body = Envelope.model_validate(json.loads(path.read_text())).body
        found = sum(len(figures(body.get(field))) for field in STATISTICS)
        for row in body.get("compulsorySchoolUnitSalsaMetricList") or []:
            period = str(body.get("timePeriod") or "")
            found += sum(len(figures(row.get(field), period=period)) for field in SALSA)
        for part in [body, *(body.get("programMetrics") or [])]:
            found += sum(len(figures(part.get(field))) for _, field, _, _ in PROGRAMMES)
        return found + len(survey_figures(body))

    def kolada(path: Path) -> int:
        shape = Page[GroupRow] if "groups" in path.name else Page[MunicipalityRow]
        return len(shape.model_validate(json.loads(path.read_text())).values)

    def results(path: Path) -> int:
        return len(parse(path.read_bytes()).rows)

    read = wrong = 0
    for pattern, reader in (
        ("pe_*statistics_*.json", planned),
        ("pe_*surveys_*.json", planned),
        ("municipality*.json", kolada),
        ("slutbetyg*.csv", results),
    ):
        for path in sorted(folder.rglob(pattern)):
            read += 1
            try:
                print(f"{path.name}: {reader(path)}")
            except (FetchError, SlutbetygError, ValueError) as error:
                wrong += 1
                print(f"{path.name}: {error}", file=sys.stderr)
    print(f"{read} samples, {wrong} of them not understood.")
    return wrong or not read


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Say which folder: make test-samples SAMPLES=folder")
    raise SystemExit(main(Path(sys.argv[1])))
