"""The passphrase of an office's backups, on a computer that has no key ring to keep their key in.

It is asked for when it is needed and kept nowhere: a backup's file only holds what recognises the
key that the words make.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.domain.passwords import check_password
from phonebank.office.backup_file import read_header
from phonebank.office.backup_key import WORDS, key_for_reading, ring_key
from phonebank.office.keeping import passphrase_given

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.office.backup_record import LastBackup


class Wanted(StrEnum):
    """Which passphrase is to be given."""

    NONE = ""
    NEW = "new"
    """One to be chosen: there is no backup sealed with words yet."""
    AGAIN = "again"
    """The last backup's."""


def words_for_backup(folder: Path, last: LastBackup | None, *, practice: bool) -> Wanted:
    """What the next backup of the office with the owner's folder `folder` needs."""
    if practice or passphrase_given() or ring_key(folder) is not None:
        return Wanted.NONE
    return words_for_trial(last) or Wanted.NEW


def words_for_trial(last: LastBackup | None) -> Wanted:
    """What opens the last backup."""
    if last is None or not last.file.is_file() or passphrase_given():
        return Wanted.NONE
    return Wanted.AGAIN if read_header(last.file).kind == WORDS else Wanted.NONE


def check_words(words: str, wanted: Wanted, last: LastBackup | None) -> None:
    """Accept `words`. Raises BadInput: too short or too plain, or not those of the last backup."""
    if wanted is Wanted.NEW:
        check_password(words)
    if wanted is Wanted.AGAIN and last is not None:
        try:
            key_for_reading(last.file, words=words)
        except BadInput as error:
            raise BadInput(
                "The last backup was sealed with another passphrase: give that one, or choose a "
                "new one for the backups to come."
            ) from error
