"""The spellings of headers met in files, a kind and a field at a time.

What the law forbids to use (place of birth, nationality) has no field here and is never read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class FileKind(StrEnum):
    """What a file is about."""

    ROLL = "roll"
    TURNOUT = "turnout"
    CONTACTS = "contacts"
    BUREAUX = "bureaux"
    RESULTS = "results"
    ENGAGEMENT = "engagement"


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
_RESULTS: dict[str, str] = {
    "commune_code": _BUREAUX["commune_code"] + "|code commune|codcom",
    "bureau_code": "code bureau|code bureau de vote|code du bureau de vote|bureau|bureau de vote|bv"
    "|n° bureau|code bv|code du b.vote|code b.vote|numéro du bureau|n° bureau de vote|code",
    "round": "tour|scrutin|élection|round|code scrutin",
    "registered": "inscrits|nombre d'inscrits|nb inscrits|électeurs inscrits|registered|inscrit",
    "voters": "votants|nombre de votants|nb votants|voters|votant|turnout",
    "blank": "blancs|votes blancs|bulletins blancs|blanc|blank",
    "invalid": "nuls|votes nuls|bulletins nuls|nul|invalid|spoiled",
    "spoiled": "blancs et nuls|blancs/nuls|blancs nuls|nuls et blancs",
    "valid": "exprimés|suffrages exprimés|nombre d'exprimés|nb exprimés|valid|exprimé",
    "votes": "nos voix|notre liste|voix de notre liste|voix|our votes|votes|suffrages",
}
_ENGAGEMENT: dict[str, str] = {
    "email": "email|e-mail|mail|courriel|adresse e-mail|adresse mail|email address"
    "|adresse électronique|recipient|destinataire",
    "campaign": "campaign|campagne|mailing|envoi|lettre|newsletter|objet|subject|campaign name",
    "event": "event|événement|action|type|event type|évènement|activité|status|statut",
    "url": "url|lien|link|clicked url|lien cliqué|link url",
    "timestamp": "timestamp|date|heure|horodatage|time|date et heure|event time|le|datetime"
    "|created_at|occurred_at",
}
SPELLINGS: Mapping[FileKind, Mapping[str, str]] = {
    FileKind.ROLL: _ROLL,
    FileKind.TURNOUT: _TURNOUT,
    FileKind.CONTACTS: _CONTACTS,
    FileKind.BUREAUX: _BUREAUX,
    FileKind.RESULTS: _RESULTS,
    FileKind.ENGAGEMENT: _ENGAGEMENT,
}
"""Kind → field → its spellings, the best first."""
SEVERAL = frozenset({"mobile", "fixed", "phone", "email", "objection", "votes"})
"""Fields that may have several columns; of the others the best spelling wins."""
