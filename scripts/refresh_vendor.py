"""Fetch the vendored front-end files anew, or check that they are as recorded.

    python scripts/refresh_vendor.py            newest version of every package
    python scripts/refresh_vendor.py trix       newest version of one
    python scripts/refresh_vendor.py --check    do the files agree with the manifest?

Fetching needs `npm` and a package source that npm is configured for; checking needs nothing.
The manifest names each package, version, licence and file with its SHA-256. Paths in it are
relative to the root of the project.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENDOR = Path("rodtrad/core/static/vendor")
MANIFEST = ROOT / VENDOR / "manifest.json"
# Source maps are not vendored, and a reference to a missing file stops `collectstatic`.
SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")


@dataclass(frozen=True)
class Package:
    """A package by name, its files as {path in the package: path in the project}."""

    name: str
    files: dict[str, Path]


FONT = "files/source-sans-3-{}-wght-{}.woff2"
PRINT_FONT = "{0}/SourceSans3_{0}.ttf"
PRINT_FONTS = Path("rodtrad/core/fonts")
PACKAGES = [
    Package(
        "@digdir/designsystemet-css",
        {
            "dist/src/index.css": VENDOR / "designsystemet/index.css",
            "LICENSE": VENDOR / "designsystemet/LICENSE",
        },
    ),
    Package(
        "@digdir/designsystemet-theme",
        {
            "src/themes/designsystemet.css": VENDOR / "designsystemet/theme.css",
            "LICENSE": VENDOR / "designsystemet/LICENSE-theme",
        },
    ),
    Package(
        "trix",
        {
            "dist/trix.esm.min.js": VENDOR / "trix/trix.js",
            "dist/trix.css": VENDOR / "trix/trix.css",
            "LICENSE": VENDOR / "trix/LICENSE",
        },
    ),
    Package(
        "@fontsource-variable/source-sans-3",
        {
            FONT.format(subset, style): VENDOR / f"source-sans/{subset}-{style}.woff2"
            # latin-ext holds the letters of Sami, Polish, Turkish and other names.
            for subset in ("latin", "latin-ext")
            for style in ("normal", "italic")
        }
        | {"LICENSE": VENDOR / "source-sans/LICENSE"},
    ),
    Package(
        "@expo-google-fonts/source-sans-3",
        {
            PRINT_FONT.format(face): PRINT_FONTS / f"SourceSans3-{name}.ttf"
            for face, name in (
                ("400Regular", "Regular"),
                ("400Regular_Italic", "Italic"),
                ("700Bold", "Bold"),
                ("700Bold_Italic", "BoldItalic"),
            )
        }
        | {"LICENSE_FONT": PRINT_FONTS / "LICENSE"},
    ),
    Package(
        "axe-core",
        {
            "axe.min.js": Path("tests/vendor/axe.min.js"),
            "LICENSE": Path("tests/vendor/LICENSE"),
            "LICENSE-3RD-PARTY.txt": Path("tests/vendor/LICENSE-3RD-PARTY.txt"),
        },
    ),
]


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(package: Package) -> dict[str, Any]:
    """Write the package's files into the project and return its entry in the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", folder, package.name],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        unpacked = Path(folder) / "package"
        about = json.loads((unpacked / "package.json").read_text())
        for source, target in package.files.items():
            content = (unpacked / source).read_bytes()
            if target.suffix in {".js", ".css"}:
                content = SOURCE_MAP.sub(b"\n", content)
            (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / target).write_bytes(content)
    return {
        "name": package.name,
        "version": about["version"],
        "licence": about["license"],
        "files": {str(path): sha256(ROOT / path) for path in package.files.values()},
    }


def faults() -> list[str]:
    """What disagrees between manifest and files, one sentence each; empty when all is well."""
    entries = json.loads(MANIFEST.read_text())["packages"]
    recorded = {path: digest for entry in entries for path, digest in entry["files"].items()}
    found = [
        f"{path} is missing" if not (ROOT / path).is_file() else f"{path} is changed"
        for path, digest in recorded.items()
        if not (ROOT / path).is_file() or sha256(ROOT / path) != digest
    ]
    folders = {(ROOT / path).parent for path in recorded}
    present = {file for folder in folders for file in folder.iterdir() if file.is_file()}
    found += [
        f"{file.relative_to(ROOT)} is not in the manifest"
        for file in sorted(present)
        if str(file.relative_to(ROOT)) not in recorded
    ]
    return found


def main() -> int:
    """Refresh or check; the exit code."""
    parser = argparse.ArgumentParser(description="Refresh or check the vendored files.")
    parser.add_argument("--check", action="store_true", help="only compare with the manifest")
    parser.add_argument("names", nargs="*", help="packages to refresh (default: all)")
    options = parser.parse_args()
    if options.check:
        for fault in (found := faults()):
            print(fault, file=sys.stderr)
        return 1 if found else 0
    known = {package.name for package in PACKAGES}
    if unknown := set(options.names) - known:
        parser.error(f"unknown package: {', '.join(sorted(unknown))}")
    old = json.loads(MANIFEST.read_text())["packages"] if MANIFEST.exists() else []
    entries = {entry["name"]: entry for entry in old if entry["name"] in known}
    for package in PACKAGES:
        if not options.names or package.name in options.names:
            entries[package.name] = fetch(package)
    ordered = [entries[package.name] for package in PACKAGES if package.name in entries]
    MANIFEST.write_text(json.dumps({"packages": ordered}, indent=2, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
