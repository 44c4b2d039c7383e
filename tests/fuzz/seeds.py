"""Where the fuzzer begins: a little of each format, and of each misfortune met so far."""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
"""Inputs that once broke something, or reach a corner no other does; replayed in every test run."""

_TEXTS = (
    """code de l'ugle;nom de naissance;prénoms;date de naissance;code du bureau de vote;n° ordre
95999;"ROY";"Gaël";00/05/1961;0001;1
""",
    """TypeListe;CodeDepartement;CodeCommune;NomdeNaissance;Prenoms;NoBureauDeVote;DateDeNaissance
LG;95;999;ROY;Gaël;0001;27/11/1993
""",
    """Liste des adhérents;;

Nom;Prénom;Portable;Ne plus appeler
Roy;Gaël;6,12346E+08;oui
Colin;Jade;="0639981234";
Da Silva;Léa;+33 (0)6 39 98 12 34 ou 0639981235;x
""",
    "0001: 3, 17, 18-22, 40\n0002 LCE: 1-9\nbureau n° 3 : 7\n",
    "Bureau;N° ordre;Nom;Muni 2020 T1;Euro 2024\n1;1;Roy;V;A\n0001;2;Colin;P;\n",
    "bureau;numéro;T1;T2\n0012;3;X;\n0012;4;;oui\n",
    "Code bureau;Inscrits;Votants;Exprimés;Nos voix\n0001;165;69;66;14\n1;1 000;9;8;77\n",
    "Code bureau;Nom;Adresse;Ouverture;Latitude;Accès fauteuil\n1;École;rue;8h;48,9;o\n",
    "email,campaign,event,url,timestamp\na@example.org,L,open,,2026-02-20T08:12:00+01:00\n",
    '"ncid"\t"last_name"\t"first_name"\t"birth_year"\n"AA0"\t"ROY"\t"GAEL"\t"1993"\n',
    'Nom;Note\nRoy;"deux\nlignes"\nColin;"mal "placé" ici"\n',
)
_ROWS = (
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c><c r="B1" t="inlineStr"><is>'
    b"<t>Portable</t></is></c></row>"
    b'<row r="2"><c r="A2" t="str"><f>1+1</f><v>2</v></c><c r="B2"><v>6.12346E8</v></c></row>'
    b'<row r="9"><c r="B9" t="b"><v>1</v></c><c r="C9" t="e"><v>#N/A</v></c></row>'
)
_CONTENT = (
    b'<x xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:p="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><t:table t:name="A"><t:table-row>'
    b"<t:table-cell><p:p>Nom</p:p></t:table-cell><t:table-cell><p:p>Tel</p:p></t:table-cell>"
    b'</t:table-row><t:table-row t:number-rows-repeated="3"><t:table-cell '
    b't:number-columns-repeated="2"><p:p>x</p:p></t:table-cell><t:table-cell o:date-value='
    b'"1993-11-27"/></t:table-row></t:table></x>'
)
_PLAIN, _ZIPPED, _ODS, _XLSX, _DAMAGED = 0, 16, 24, 32, 40
"""First bytes of an input: see `target.feed`."""


def seeds() -> tuple[bytes, ...]:
    """Every input to begin with, the corpus first."""
    kept = tuple(path.read_bytes() for path in sorted(CORPUS.iterdir()))
    texts = tuple(text.encode("utf-8") for text in _TEXTS)
    ways = tuple(bytes([how]) + text for text in texts for how in (_PLAIN, 1, 5))
    encoded = tuple(
        bytes([_PLAIN]) + text.encode(encoding, "replace")
        for text in _TEXTS[:4]
        for encoding in ("cp1252", "utf-16", "utf-16-be", "utf-8-sig", "utf-32")
    )
    packed = (
        bytes([_ZIPPED]) + texts[0],
        bytes([_ODS]) + _CONTENT,
        bytes([_XLSX]) + _ROWS,
        bytes([_DAMAGED]) + texts[0],
    )
    return kept + ways + encoded + packed
