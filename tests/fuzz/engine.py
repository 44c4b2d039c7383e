"""The fuzzing engine's process: `python -m tests.fuzz.engine [libFuzzer's own options]`.

Coverage is of the project's own readers; the libraries under them run uninstrumented.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["phonebank.intake", "phonebank.domain"]):
    from tests.fuzz.target import feed


def main() -> None:
    """Hand over to the engine, which ends the process itself."""
    atheris.Setup(sys.argv, feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
