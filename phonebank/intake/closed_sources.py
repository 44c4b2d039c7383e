"""Sources the law closes to a campaign: files kept for a purpose of their own (R8).

A town hall, an employer, a school, a doctor hold people's data for their own task only. What counts
is the holder of the file, not its subject: a petition about a school is the campaign's own.
"""

from __future__ import annotations

import re

from phonebank.domain.errors import BadInput
from phonebank.domain.names import canonical, clean

_BEFORE = (
    r"fichiers?|listes?|listings?|base|annuaire|donnees|contacts?|registre|carnet|export|extrait"
    r"|file|list|register|records?|data|nominati\w+|interne|administrati\w+|services?|agents?"
    r"|fournie?s?|transmise?s?|obtenue?s?|recue?s?|donnee?s?|communiquee?s?|issue?s?|recuperee?s?"
    r"|given|from|by|of|the|my|our|par|de|d|du|des|l|la|le|les|un|une|mon|ma|mes|notre|nos|s"
)
_HOLDERS = (
    # The town hall and what is its own.
    r"mairie|hotel de ville|etat civil|municipalite|municipa(?:l|le|les|ux)|ccas|town hall|townhall"
    r"|city hall|council|conseil municipal|ville|commune|police municipale|recensement|canicule"
    r"|services? (?:social|sociaux|jeunesse|enfance|population|scolaires?)"
    # An employer.
    r"|employeurs?|employers?|employees|employes|salaries|personnel|comite d entreprise|cse"
    r"|entreprise|company|ressources humaines|rh|hr|human resources|paie|payroll"
    # A school.
    r"|ecoles?|colleges?|lycees?|universite|schools?|scolaires?|inscriptions? scolaires?|eleves"
    r"|parents d eleves|periscolaire|creche municipale|cantine|pupils"
    # Who cares for patients.
    r"|patients?|patientele|hopital|hopitaux|hospital|cabinet medical|medecin|doctor|clinique"
    r"|clinic|ehpad|pharmacie|infirmi\w+|mutuelle"
)
_CLOSED = re.compile(rf"^(?:(?:{_BEFORE}) )*(?:{_HOLDERS})\b")


def closed_source(text: str) -> bool:
    """Whether a campaign may not use data from there."""
    return _CLOSED.search(canonical(text)) is not None


def refuse_closed_source(text: str) -> None:
    """Raise BadInput for a source of `closed_source`."""
    if closed_source(text):
        raise BadInput(
            f"“{clean(text)[:60]}” is a source a campaign may not use: files of a town hall, an "
            "employer, a school or patients serve their own purpose only. Nothing was imported."
        )
