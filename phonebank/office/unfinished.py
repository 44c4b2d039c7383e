"""The mark of an office whose making has begun and not ended, so that doing it again ends it.

Making an office takes steps of several seconds (its database, its first facts, listening). Power
may fail between any two of them: the mark stands in the folder from before the first to after the
last, and whoever makes the same office again goes on where the making stopped.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office.card import OfficeCard, read_card
from phonebank.office.settings import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK = "making"


@contextmanager
def made_to_the_end(folder: Path) -> Iterator[None]:
    """Mark the office of `folder` as being made until the block ends well.

    A folder that holds a complete office or other files is left alone: making it is refused there.
    """
    if not unfinished(folder) and _may_begin(folder):
        mark = private_folder(folder) / _MARK
        try:
            mark.touch(mode=0o600)
        except OSError as error:
            raise KnownError(
                f"{mark} cannot be written ({error.strerror or error}): check the folder's rights "
                "and the space left on the disk."
            ) from error
    try:
        yield
    except BaseException:
        _leave_no_empty(folder)
        raise
    (folder / _MARK).unlink(missing_ok=True)


def unfinished(folder: Path) -> bool:
    """Whether an office is being made in `folder`, or was when the power failed."""
    return (folder / _MARK).exists()


def holds_other_files(folder: Path) -> bool:
    """Whether something stands in `folder` that no making of an office left there."""
    return folder.is_dir() and not unfinished(folder) and any(folder.iterdir())


def refuse_another(folder: Path, card: OfficeCard, name: str, *, practice: bool) -> None:
    """Raise BadInput where the office begun in `folder` is another than the one wanted."""
    if (card.name, card.practice) != (name, practice):
        kind = "practice office" if card.practice else "office"
        raise BadInput(
            f"The {kind} '{card.name}' was begun in {folder}: make that one to its end, or choose "
            "another folder with --office."
        )


def _leave_no_empty(folder: Path) -> None:
    """Where nothing was made but the mark, there is nothing to end."""
    with suppress(OSError):
        if [file.name for file in folder.iterdir()] == [_MARK]:
            (folder / _MARK).unlink()
            folder.rmdir()


def _may_begin(folder: Path) -> bool:
    card = read_card(folder)
    if card is not None:
        return not card.ready
    return not holds_other_files(folder)
