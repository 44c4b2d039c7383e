"""Where an unexpected error came from, told without its words: they may hold names or numbers."""

from __future__ import annotations

import traceback


def report_of(error: BaseException) -> str:
    """Where an error came from: kinds, files, lines. Never its text: it may hold names."""
    lines: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines.extend(
            f"  {frame.filename.rsplit('phonebank', 1)[-1]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        )
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)
