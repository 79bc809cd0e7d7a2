"""What the computer says when a file cannot be written or read, in Swedish."""

import errno

_WHY = {
    errno.ENOENT: "mappen eller filen finns inte",
    errno.ENOTDIR: "en del av sökvägen är ingen mapp",
    errno.EISDIR: "det är en mapp",
    errno.EACCES: "rättigheter saknas",
    errno.EPERM: "rättigheter saknas",
    errno.EROFS: "där går det bara att läsa",
    errno.ENOSPC: "disken är full",
    errno.ENAMETOOLONG: "namnet är för långt",
}


def why_not(error: OSError) -> str:
    """Why it went wrong, as the end of a sentence without its full stop."""
    return _WHY.get(error.errno or 0, error.strerror or str(error))
