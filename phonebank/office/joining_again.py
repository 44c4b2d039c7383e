"""A desk that joins its office again: with another authority, or at another address after a move.

The office knows this computer's desk and its secret already; only the way there is new. The desk
stays who it is, in its folder, so that what its journal still keeps is sent from there.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError, Unreachable
from phonebank.office import authority as certificates
from phonebank.office.card import read_card
from phonebank.office.joined import AUTHORITY, desk_secret, read_joined, write_joined
from phonebank.office.settings import private_folder
from phonebank.store import enrolment
from phonebank.store.journal_key import PassphraseNeeded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from phonebank.office.invitation import Invitation

_TRIAL = "joining-again"


def join_again(
    invitation: Invitation, folders: Iterable[Path], words: str = ""
) -> tuple[Path, enrolment.Enrolled] | None:
    """The folder whose desk the inviting office knows, its way there renewed; None without one.

    The invitation is not spent. Raises Unreachable, PassphraseNeeded.
    """
    for folder in folders:
        card, desk = read_card(folder), read_joined(folder)
        if card is None or desk is None or not (card.joined and card.ready):
            continue
        if desk.invitation == invitation.login or card.practice != invitation.practice:
            continue
        there = replace(
            desk,
            hosts=" ".join(invitation.hosts),
            port=invitation.port,
            database=invitation.database,
            system_authorities=not invitation.authority,
        )
        trial = private_folder(folder / _TRIAL)
        try:
            if invitation.authority:
                certificates.keep(trial / AUTHORITY, invitation.authority)
            secret = desk_secret(folder, practice=card.practice, words=words)
            found = enrolment.enrolled(there.url(trial, desk.login, secret))
            if found is None:
                continue
            if invitation.authority:
                (trial / AUTHORITY).replace(folder / AUTHORITY)
            write_joined(folder, replace(there, label=found.label, until=found.until.isoformat()))
        except (PassphraseNeeded, Unreachable):
            raise
        except KnownError:
            # Its secret is lost: this computer joins as a desk of its own.
            continue
        finally:
            with suppress(OSError):
                shutil.rmtree(trial)
        return folder, found
    return None
