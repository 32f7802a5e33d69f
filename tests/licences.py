"""The licences of everything pinned, from the metadata of what is installed.

`python -m tests.licences` writes docs/licences.md anew after a change of constraints.txt.
"""

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"

PERMISSIVE = {
    *("0BSD", "CC0-1.0", "Zlib"),
    *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD", "CNRI-Python", "ISC", "MIT", "MIT-0", "MIT-CMU"),
    "PSF-2.0",
}
WEAK_COPYLEFT = {"MPL-2.0"}
"""Changes to the library itself have to be given away; programs that use it do not."""

SAID_OTHERWISE = {
    "apache 2.0": "Apache-2.0",
    "apl 2": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    # pypdfium2: its own code and PDFium; what PDFium bundles is permissive too
    "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "bsd license": "BSD",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}

HEAD = """# Licences of what the product is built from

Every distribution of `constraints.txt` with the licence its own metadata names, tools of the developers
included. All are permissive, or weak copyleft (MPL-2.0: only changes to that library itself have to be
published). `python -m tests.licences` writes this page; `tests/test_dependencies.py` compares it with what is
pinned and refuses a licence that is neither.

| Distribution | Version | Licence |
|---|---|---|
"""


def pinned() -> list[tuple[str, str]]:
    """Name and version of everything in constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    return [(name, version) for name, _, version in (line.partition("==") for line in lines)]


def licence_of(name: str) -> str:
    """The licence in SPDX words, as far as the metadata says one; else what they say."""
    found = metadata.metadata(name)
    expression = found.get_all("License-Expression")
    if expression:
        return str(expression[0])
    classified = [
        line.rpartition("::")[2].strip()
        for line in found.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    said = str((found.get_all("License") or [""])[0]).partition("\n")[0].strip()
    known = [_spdx(each) for each in ([said] if _spdx(said) in allowed() else classified or [said])]
    return " OR ".join(known)


def allowed() -> set[str]:
    """Every licence that may be used here."""
    return PERMISSIVE | WEAK_COPYLEFT


def parts(expression: str) -> set[str]:
    """The licences an expression names."""
    return {part for part in re.split(r"\s+(?:AND|OR)\s+|[()]", expression) if part}


def page() -> str:
    """docs/licences.md as it should be."""
    return HEAD + "".join(f"| {name} | {version} | {licence_of(name)} |\n" for name, version in pinned())


def _spdx(said: str) -> str:
    return SAID_OTHERWISE.get(said.lower(), said)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
