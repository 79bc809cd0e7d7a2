"""What a page offers to take along as a file."""

import re
from html import unescape

_OFFERED = re.compile(r'<p class="small no-print export-line">(.*?)</p>', re.DOTALL)
_ADDRESS = re.compile(r'href="([^"]*format=csv[^"]*)"')


def offered_files(page: str) -> list[str]:
    """The addresses of the page's lists as CSV, as they are written in it."""
    return [
        unescape(address) for line in _OFFERED.findall(page) for address in _ADDRESS.findall(line)
    ]
