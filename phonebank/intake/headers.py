"""Which column means what: headers compared by normalised name, with every variant met.

Case, accents, apostrophes, spaces and punctuation do not count. A person may override any choice.
What the law forbids to use (place of birth, nationality) has no field here and is never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from phonebank.domain.eligibility import ListType
from phonebank.domain.errors import BadInput
from phonebank.domain.names import name_key
from phonebank.domain.rounds import find_round

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class FileKind(StrEnum):
    """What a file is about."""

    ROLL = "roll"
    TURNOUT = "turnout"
    CONTACTS = "contacts"
    BUREAUX = "bureaux"


_ROLL: dict[str, str] = {
    "commune_code": "code du l'ugle|code de l'ugle|code ugle|code commune|code insee|codecommune"
    "|code de la commune|insee",
    "commune_name": "libellé de l'ugle|libellé du l'ugle|libellé ugle|nom commune|nomcommune"
    "|libellé commune",
    "department": "code département|codedepartement|département",
    "list_type": "libellé du type de liste|type de liste|typeliste|code type de liste|liste",
    "edition_date": "datecreationliste|date creation liste|date d'arrêté|date de la liste",
    "birth_name": "nom de naissance|nomdenaissance|nom de famille|nom patronymique|nom|last_name"
    "|noms|nom naissance",
    "used_name": "nom d'usage|nomdusage|nom usage|nom marital|nom d'épouse",
    "first_names": "prénoms|prénom|prenoms|prenom|first_name|prénom(s)|prénoms de naissance",
    "sex": "sexe|sex|gender|genre|gender_code|civilité",
    "birth_date": "date de naissance|datedenaissance|date naissance|né(e) le|né le|naissance"
    "|birth_date|birthdate|birth_year|année de naissance|ddn",
    "street_number": "numéro de voie|numérovoie|n° voie|numéro|num voie|n° de voie",
    "street_type": "type voie|typevoie|type de voie",
    "street": "libellé de voie|libellévoie|voie|adresse|rue|nom de voie|res_street_address",
    "extra1": "complément 1|complément1|complementdelocalisation1|complément d'adresse"
    "|complément adresse 1|complément",
    "extra2": "complément 2|complément2|complementdelocalisation2|complément adresse 2",
    "locality": "lieu-dit|lieudit|lieu dit",
    "postcode": "code postal|codepostal|cp|zip_code|postal code",
    "city": "commune|villelocalite|ville|localité|res_city_desc",
    "country": "pays",
    "bureau_code": "code du bureau de vote|nobureaudevote|bureau|bureau de vote|n° bureau|bv"
    "|code bureau|numéro du bureau de vote|code bureau de vote|n° bureau de vote|bdv"
    "|precinct_abbrv",
    "bureau_name": "libellé du bureau de vote|nombureaudevote|libellé bureau|nom du bureau"
    "|precinct_desc|libellé bureau de vote",
    "order_number": "numéro d'ordre dans le bureau de vote|noelecteurgeneral|n° ordre"
    "|numéro d'ordre|n° d'ordre|no ordre|ordre|numéro d'électeur|n° électeur|n° d'électeur"
    "|numéro électeur|no d'ordre",
    "external_id": "ncid|identifiant électeur|numéro national d'électeur|nne|ine",
    "mobile": "portable|mobile|tél portable|téléphone portable|gsm|full_phone_number",
    "fixed": "fixe|tél fixe|téléphone fixe",
    "email": "mail|e-mail|email|courriel",
}
_CONTACTS: dict[str, str] = {
    "external_id": "nationbuilder_id|van id|vanid|voter file vanid|id|identifiant|external_id"
    "|n° adhérent|numéro adhérent",
    "family_name": "nom|last_name|lastname|last name|nom de famille|family_name|surname|noms"
    "|nom de naissance|nom d'usage",
    "first_name": "prénom|prénoms|first_name|firstname|first name|prenom|given name",
    "full_name": "nom complet|nom et prénom|nom prénom|full_name|full name|name"
    "|prénom nom|prénom et nom|contact",
    "birth_date": "date de naissance|né(e) le|né le|naissance|birthdate|birth_date|born_at"
    "|date of birth|dob|ddn|année de naissance",
    "address": "adresse|primary_address1|address|address1|rue|voie|adresse postale|street"
    "|adresse complète|mail address|libellé de voie|libellévoie",
    "street_number": "numéro de voie|numérovoie|n° de voie|n° voie",
    "address2": "complément|primary_address2|address2|complément d'adresse",
    "postcode": "cp|code postal|primary_zip|zip|postcode|postal code|zip5",
    "city": "ville|commune|primary_city|city|localité",
    "mobile": "portable|mobile|mobile_number|téléphone portable|tél portable|gsm|cell phone"
    "|cell|n° portable|tél. mobile|téléphone mobile|mobile phone|cellphone",
    "fixed": "fixe|téléphone fixe|tél fixe|home phone|phone home|domicile|tél domicile"
    "|téléphone domicile|landline",
    "phone": "téléphone|tél|phone|phone_number|preferred phone|phone number|numéro de téléphone"
    "|work_phone_number|numéro|téléphone 2|tél 2|phone 2|portable 2|mobile 2|work phone|tel 1",
    "email": "e-mail|mail|email|email1|email2|courriel|adresse e-mail|adresse mail"
    "|adresse électronique|preferred email",
    "source": "origine|source|provenance|fichier d'origine|origin|recruteur",
    "collected_on": "date de collecte|date d'inscription|created_at|date d'ajout|collecté le",
    "objection": "ne plus appeler|do_not_call|do_not_contact|do not call|npa|opposition"
    "|ne pas appeler|ne pas contacter|refus appel|ne plus contacter|opposé|stop appel"
    "|federal_donotcall|désinscrit téléphone|is_do_not_call|rgpd opposition",
    "bad_mobile": "is_mobile_bad|mobile erroné|mauvais mobile",
    "tags": "tag_list|tags|étiquettes|mots clés|activist codes",
    "bureau_code": "bureau|bureau de vote|bv|code bureau|code du bureau de vote",
}
_BUREAUX: dict[str, str] = {
    "commune_code": "code commune|code insee|insee|code de la commune|code du l'ugle",
    "bureau_code": "code bureau|code|bureau|bureau de vote|n° bureau|code du bureau de vote|bv"
    "|numéro|numéro du bureau",
    "name": "nom|libellé|nom du bureau|lieu|libellé du bureau de vote|nom du lieu|intitulé",
    "address": "adresse|adresse du bureau|voie",
    "postcode": "code postal|cp",
    "city": "commune|ville|localité",
    "opens": "ouverture|heure d'ouverture|ouvre à|ouvre|début",
    "closes": "fermeture|heure de fermeture|ferme à|ferme|clôture|fin",
    "latitude": "latitude|lat",
    "longitude": "longitude|lon|lng|long",
    "wheelchair": "accès fauteuil|accessible|pmr|accès pmr|fauteuil|accessibilité"
    "|accès handicapé|accessible pmr",
}
_TURNOUT: dict[str, str] = {
    name: _ROLL[name]
    for name in (
        "commune_code",
        "list_type",
        "birth_name",
        "used_name",
        "first_names",
        "birth_date",
        "bureau_code",
        "order_number",
        "external_id",
    )
} | {
    "round": "tour|scrutin|élection|round|election_lbl|code scrutin|vote du",
    "value": "a voté|vote|participation|voté|émargement|présence|votant|valeur|émargé"
    "|voting_method",
}
_SPELLINGS = {
    FileKind.ROLL: _ROLL,
    FileKind.CONTACTS: _CONTACTS,
    FileKind.BUREAUX: _BUREAUX,
    FileKind.TURNOUT: _TURNOUT,
}
_SEVERAL = frozenset({"mobile", "fixed", "phone", "email", "objection"})
"""Fields that may have several columns; of the others the best spelling wins."""

_LISTS = {
    "listeprincipale": ListType.MAIN,
    "principale": ListType.MAIN,
    "lp": ListType.MAIN,
    "lg": ListType.MAIN,
    "listegenerale": ListType.MAIN,
    "listecomplementairemunicipale": ListType.MUNICIPAL,
    "complementairemunicipale": ListType.MUNICIPAL,
    "lcm": ListType.MUNICIPAL,
    "lc2": ListType.MUNICIPAL,
    "listecomplementaireeuropeenne": ListType.EUROPEAN,
    "complementaireeuropeenne": ListType.EUROPEAN,
    "lce": ListType.EUROPEAN,
    "lc1": ListType.EUROPEAN,
    "lce1": ListType.EUROPEAN,
}


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """Which columns hold which field, for one kind of file."""

    kind: FileKind
    fields: Mapping[str, tuple[str, ...]]
    rounds: Mapping[str, str] = field(default_factory=dict)
    """Wide turnout: column → round code."""

    def column(self, name: str) -> str | None:
        """The (first) column of a field, or None."""
        return next(iter(self.fields.get(name, ())), None)

    def has(self, *names: str) -> bool:
        """Whether every one of these fields has a column."""
        return all(name in self.fields for name in names)


@dataclass(frozen=True, slots=True)
class FileNameFacts:
    """What the name of a roll's file tells: `ListesArretees-com95999-06-02-2026-10h15.csv`."""

    commune_code: str = ""
    list_type: ListType | None = None
    dated: date | None = None


def header_key(text: str) -> str:
    """A header without case, accents, apostrophes, spaces and punctuation."""
    return name_key(text)


@cache
def known_headers() -> frozenset[str]:
    """The keys of every header this program knows."""
    return frozenset(key for kind in FileKind for key in _spellings(kind))


def map_headers(
    columns: Iterable[str], kind: FileKind, chosen: Mapping[str, str] | None = None
) -> HeaderMap:
    """Find each field's column. `chosen` (field → column title) overrides.

    Raises BadInput when `chosen` names a field or a column that does not exist.
    """
    titles = tuple(columns)
    spellings = _spellings(kind)
    found: dict[str, list[tuple[int, str]]] = {}
    for title in titles:
        known = spellings.get(header_key(title))
        if known is not None:
            found.setdefault(known[0], []).append((known[1], title))
    fields: dict[str, tuple[str, ...]] = {}
    for name, candidates in found.items():
        if name in _SEVERAL:
            fields[name] = tuple(title for _, title in candidates)
        else:
            fields[name] = (min(candidates)[1],)
    for name, title in (chosen or {}).items():
        if name not in _SPELLINGS[kind]:
            raise BadInput(f"“{name}” is no field of a {kind} file.")
        if title not in titles:
            raise BadInput(f"The file has no column “{title}”.")
        fields[name] = (title,)
    rounds = {}
    if kind is FileKind.TURNOUT:
        taken = {title for titles_ in fields.values() for title in titles_}
        for title in titles:
            named = find_round(title)
            if title not in taken and named is not None:
                rounds[title] = named.code
    return HeaderMap(kind, fields, rounds)


def list_type_named(text: str) -> ListType | None:
    """The list a cell or a file name speaks of, or None."""
    key = name_key(text)
    if key in _LISTS:
        return _LISTS[key]
    if "municipale" in key and "complementaire" in key:
        return ListType.MUNICIPAL
    if "europeenne" in key and "complementaire" in key:
        return ListType.EUROPEAN
    return None


def facts_of_file_name(name: str) -> FileNameFacts:
    """Commune, list and date written in a roll's file name; absent ones stay empty."""
    commune = re.search(r"(?:com|commune|insee)[-_ ]?(\d[\dAB]\d{3})(?!\d)", name, re.IGNORECASE)
    listed = re.search(r"(?<![A-Za-z])(LP|LCM|LCE)(?![A-Za-z])", name, re.IGNORECASE)
    dated = None
    french = re.search(r"(?<!\d)(\d{2})[-_.](\d{2})[-_.](\d{4})(?!\d)", name)
    iso = re.search(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)", name)
    try:
        if french:
            dated = date(int(french[3]), int(french[2]), int(french[1]))
        elif iso:
            dated = date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        dated = None
    return FileNameFacts(
        commune[1].upper() if commune else "",
        ListType(listed[1].upper()) if listed else None,
        dated,
    )


@cache
def _spellings(kind: FileKind) -> dict[str, tuple[str, int]]:
    """Header key → its field, and how good a spelling it is (0 best)."""
    found: dict[str, tuple[str, int]] = {}
    for name, joined in _SPELLINGS[kind].items():
        for rank, spelling in enumerate(joined.split("|")):
            found.setdefault(header_key(spelling), (name, rank))
    return found
