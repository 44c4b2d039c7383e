"""Where the files that ship with the program stand: fonts, icons, templates, the sample town.

In a checkout they are the folder `resources/`; an installed wheel carries them inside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOT = next(
    (root for root in (_PACKAGE / "_resources", _PACKAGE.parent / "resources") if root.is_dir()),
    _PACKAGE / "_resources",
)


def resource(name: str) -> Path:
    """The path of a shipped file, e.g. `resource("scripts/municipal-first.fr.md")`.

    Raises FileNotFoundError when the installation lacks it: that is a broken installation, not a
    person's mistake.
    """
    path = _ROOT / name
    if not path.exists():
        raise FileNotFoundError(f"the installation lacks resources/{name}")
    return path
