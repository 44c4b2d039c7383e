"""What files and their columns are called, in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from phonebank.domain.rounds import is_round_code, parse_round
from phonebank.intake.spellings import FileKind
from phonebank.ui.language import spoken_language

translate = QCoreApplication.translate


def kind_name(kind: FileKind | str) -> str:
    """A kind of file: `Liste électorale`."""
    names = {
        FileKind.ROLL: translate("files", "Liste électorale"),
        FileKind.TURNOUT: translate("files", "Émargement : qui a voté"),
        FileKind.CONTACTS: translate("files", "Contacts de la campagne"),
        FileKind.BUREAUX: translate("files", "Bureaux de vote"),
        FileKind.RESULTS: translate("files", "Résultats par bureau"),
        FileKind.ENGAGEMENT: translate("files", "Envois d’e-mails : ouvertures et clics"),
    }
    return names.get(FileKind(kind), str(kind)) if kind in set(FileKind) else str(kind)


def kind_short(kind: FileKind | str) -> str:
    """A kind of file where there is little room: `Émargement`."""
    names = {
        FileKind.TURNOUT: translate("files", "Émargement"),
        FileKind.CONTACTS: translate("files", "Contacts"),
        FileKind.RESULTS: translate("files", "Résultats"),
        FileKind.ENGAGEMENT: translate("files", "E-mails"),
    }
    found = {name.value: words for name, words in names.items()}
    return found.get(str(kind)) or kind_name(kind)


def field_name(field: str) -> str:
    """What a column holds: `Nom de naissance`; a round's code as its title."""
    if is_round_code(field):
        return translate("files", "A voté : {round}").format(
            round=parse_round(field).title(spoken_language())
        )
    return _people().get(field) or _places().get(field) or _votes().get(field) or field


def _people() -> dict[str, str]:
    return {
        "birth_name": translate("files", "Nom de naissance"),
        "used_name": translate("files", "Nom d’usage"),
        "first_names": translate("files", "Prénoms"),
        "family_name": translate("files", "Nom"),
        "first_name": translate("files", "Prénom"),
        "full_name": translate("files", "Nom et prénom ensemble"),
        "sex": translate("files", "Sexe"),
        "birth_date": translate("files", "Date de naissance"),
        "mobile": translate("files", "Téléphone mobile"),
        "fixed": translate("files", "Téléphone fixe"),
        "phone": translate("files", "Téléphone"),
        "email": translate("files", "Adresse e-mail"),
        "source": translate("files", "Origine du contact"),
        "collected_on": translate("files", "Date de collecte"),
        "objection": translate("files", "Ne plus appeler"),
        "bad_mobile": translate("files", "Mobile erroné"),
        "tags": translate("files", "Étiquettes"),
        "external_id": translate("files", "Identifiant"),
        "campaign": translate("files", "Envoi"),
        "event": translate("files", "Action (ouverture, clic…)"),
        "url": translate("files", "Lien"),
        "timestamp": translate("files", "Date et heure"),
    }


def _places() -> dict[str, str]:
    return {
        "commune_code": translate("files", "Code de la commune"),
        "commune_name": translate("files", "Nom de la commune"),
        "department": translate("files", "Département"),
        "list_type": translate("files", "Type de liste"),
        "edition_date": translate("files", "Date de la liste"),
        "street_number": translate("files", "Numéro dans la voie"),
        "street_type": translate("files", "Type de voie"),
        "street": translate("files", "Voie"),
        "address": translate("files", "Adresse"),
        "address2": translate("files", "Complément d’adresse"),
        "extra1": translate("files", "Complément d’adresse"),
        "extra2": translate("files", "Complément d’adresse (2)"),
        "locality": translate("files", "Lieu-dit"),
        "postcode": translate("files", "Code postal"),
        "city": translate("files", "Ville"),
        "country": translate("files", "Pays"),
        "bureau_code": translate("files", "Code du bureau"),
        "bureau_name": translate("files", "Nom du bureau"),
        "order_number": translate("files", "Numéro d’ordre"),
        "name": translate("files", "Nom du lieu"),
        "opens": translate("files", "Heure d’ouverture"),
        "closes": translate("files", "Heure de fermeture"),
        "latitude": translate("files", "Latitude"),
        "longitude": translate("files", "Longitude"),
        "wheelchair": translate("files", "Accès en fauteuil"),
    }


def _votes() -> dict[str, str]:
    return {
        "round": translate("files", "Tour"),
        "value": translate("files", "A voté ou non"),
        "registered": translate("files", "Inscrits"),
        "voters": translate("files", "Votants"),
        "blank": translate("files", "Blancs"),
        "invalid": translate("files", "Nuls"),
        "spoiled": translate("files", "Blancs et nuls"),
        "valid": translate("files", "Exprimés"),
        "votes": translate("files", "Nos voix"),
        "a round’s column": translate("files", "une colonne par tour"),
    }


def encoding_name(encoding: str) -> str:
    """An encoding as people meet it in save dialogs."""
    names = {
        "utf-8": "UTF-8",
        "utf-8-sig": "UTF-8",
        "cp1252": translate("files", "Windows (1252)"),
        "latin-1": translate("files", "Latin (ISO 8859-1)"),
        "utf-16": "UTF-16",
        "utf-16-le": "UTF-16 LE",
        "utf-16-be": "UTF-16 BE",
        "mac-roman": "Mac OS Roman",
        "cp850": translate("files", "DOS (850)"),
    }
    return names.get(encoding, encoding)


def separator_name(separator: str) -> str:
    """What stands between two cells."""
    names = {
        ";": translate("files", "Point-virgule ;"),
        ",": translate("files", "Virgule ,"),
        "\t": translate("files", "Tabulation"),
        "|": translate("files", "Barre |"),
    }
    return names.get(separator, separator)
