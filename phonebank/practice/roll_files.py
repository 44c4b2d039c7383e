"""The practice town's official files, in the formats a campaign receives them in."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.eligibility import ListType, lists_of
from phonebank.domain.rounds import BallotType, Round
from phonebank.practice.words import town_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from phonebank.practice.turnout import Turnout
    from phonebank.practice.voters import Electorate, RollEntry, Voter

COMMUNE, COMMUNE_NAME, POST_CODE = "95999", "Valmont-sur-Brise", "95990"

ROLL_COLUMNS = (
    "code du l'ugle",
    "libellé de l'ugle",
    "libellé du type de liste",
    "nom de naissance",
    "nom d'usage",
    "prénoms",
    "sexe",
    "date de naissance",
    "code commune de naissance",
    "libellé commune de naissance",
    "code département de naissance",
    "pays de naissance",
    "libellé nationalité",
    "numéro de voie",
    "libellé de voie",
    "complément 1",
    "complément 2",
    "lieu-dit",
    "code postal",
    "commune",
    "pays",
    "code du bureau de vote",
    "libellé du bureau de vote",
    "code circonscription législative du bureau de vote",
    "libellé canton du bureau de vote",
    "libellé circonscription métropolitaine du bureau de vote",
    "numéro d'ordre dans le bureau de vote",
)
_LIST_NAMES = {
    ListType.MAIN: "Liste principale",
    ListType.MUNICIPAL: "Liste complémentaire municipale",
    ListType.EUROPEAN: "Liste complémentaire européenne",
}
_TITLES = {
    BallotType.MUNICIPAL: "Muni",
    BallotType.PRESIDENTIAL: "Prés",
    BallotType.LEGISLATIVE: "Légis",
    BallotType.EUROPEAN: "Euro",
    BallotType.REGIONAL: "Région",
    BallotType.DEPARTMENTAL: "Dép",
}


def polling_place(code: str) -> str:
    """The name of a bureau."""
    places = town_words().polling_places
    return places[(int(code) - 1) % len(places)]


def write_roll(path: Path, town: Electorate) -> int:
    """The national register's export: 27 columns, every field quoted but the last. Rows written."""
    lines = [";".join(f'"{name}"' for name in ROLL_COLUMNS[:-1]) + f";{ROLL_COLUMNS[-1]}"]
    for voter in town.voters:
        lines += [_roll_row(voter, entry) for entry in voter.entries]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 1


def _roll_row(voter: Voter, entry: RollEntry) -> str:
    home = voter.address
    hamlet = home.street.startswith("hameau")
    fields = (
        COMMUNE,
        COMMUNE_NAME,
        _LIST_NAMES[entry.list_type],
        voter.birth_name.upper(),
        voter.used_name,
        voter.first_names,
        voter.sex,
        str(voter.birth),
        voter.birthplace.code,
        voter.birthplace.name,
        voter.birthplace.department,
        voter.birthplace.country,
        voter.nationality,
        home.house,
        "" if hamlet else home.street,
        home.extra,
        "",
        home.street if hamlet else "",
        POST_CODE,
        COMMUNE_NAME,
        "FRANCE",
        voter.bureau,
        polling_place(voter.bureau) if voter.bureau else "",
        "9505",
        "Argent-Valmont",
        "",
    )
    return ";".join(f'"{field}"' if field else "" for field in fields) + f";{entry.order}"


def write_bureaux(path: Path, town: Electorate, draw: np.random.Generator) -> None:
    """The polling stations, with hours, place and wheelchair access."""
    rows = []
    for place, code in enumerate(town.bureaux):
        here = (voter.address.street for voter in town.voters if voter.address.bureau == code)
        street = next(here, "place de l'Église")
        ring, angle = 0.004 + 0.012 * (place % 3), 2 * np.pi * place / len(town.bureaux)
        latitude = 48.95 + ring * float(np.sin(angle)) + float(draw.normal(0, 0.0005))
        longitude = 2.24 + 1.5 * ring * float(np.cos(angle)) + float(draw.normal(0, 0.0005))
        rows.append(
            (
                code,
                polling_place(code),
                f"{1 + place} {street}",
                POST_CODE,
                COMMUNE_NAME,
                "08:00",
                "20:00" if place % 4 == 0 else "19:00",
                f"{latitude:.5f}",
                f"{longitude:.5f}",
                "non" if place in {1, 8} else "oui",
            )
        )
    header = (
        "Code bureau;Nom;Adresse;Code postal;Commune;Ouverture;Fermeture;Latitude;Longitude;"
        "Accès fauteuil"
    )
    write_table(path, header.split(";"), rows)


def write_history(path: Path, town: Electorate, turnout: Turnout, codes: Sequence[str]) -> None:
    """The wide history: a column a round, V voted, A abstained, P by proxy, empty not known.

    Holds the main and the municipal lists; a row of the latter is empty for other ballots.
    """
    places = {each.code: place for place, each in enumerate(turnout.rounds)}
    marks = np.where(turnout.proxy, "P", np.where(turnout.voted, "V", "A"))
    marks = np.where(turnout.known, marks, "")
    titles = [_title(turnout.rounds[places[code]]) for code in codes]
    rows = []
    for voter in town.voters:
        entry = voter.entries[0]
        if not voter.bureau or entry.list_type is ListType.EUROPEAN:
            continue
        row = marks[voter.number]
        cells = [
            str(row[places[code]])
            if entry.list_type in lists_of(turnout.rounds[places[code]].ballot_type)
            else ""
            for code in codes
        ]
        name, birth = voter.birth_name, str(voter.birth)
        rows.append((voter.bureau, str(entry.order), name, voter.first_names, birth, *cells))
    header = ["Bureau", "N° ordre", "Nom", "Prénoms", "Date de naissance", *titles]
    write_table(path, header, sorted(rows, key=lambda row: (row[0], int(row[1]))))


def write_abstainers(path: Path, town: Electorate, turnout: Turnout, code: str) -> int:
    """Numbers only, a line a bureau: who did not sign in a round. How many they are."""
    place = next(i for i, each in enumerate(turnout.rounds) if each.code == code)
    allowed = lists_of(turnout.rounds[place].ballot_type)
    absent: dict[str, list[int]] = {bureau: [] for bureau in town.bureaux}
    for voter in town.voters:
        order = next((e.order for e in voter.entries if e.list_type in allowed), None)
        missed = turnout.known[voter.number, place] and not turnout.voted[voter.number, place]
        if voter.bureau and order is not None and missed:
            absent[voter.bureau].append(order)
    lines = [f"{bureau}: {_ranges(sorted(orders))}" for bureau, orders in absent.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(len(orders) for orders in absent.values())


def write_results(
    path: Path, town: Electorate, turnout: Turnout, each: Round, shares: dict[str, float]
) -> None:
    """Results of a round by bureau; `shares` is our list's part of the valid votes there."""
    place = turnout.rounds.index(each)
    bureaux = np.array([voter.bureau for voter in town.voters])
    rows = []
    for code in town.bureaux:
        here = (bureaux == code) & turnout.known[:, place]
        enrolled, voters = int(here.sum()), int((turnout.voted[:, place] & here).sum())
        valid = voters - round(0.025 * voters)
        ours = round(shares[code] * valid)
        rows.append((code, *map(str, (enrolled, voters, valid, ours))))
    write_table(path, ["Code bureau", "Inscrits", "Votants", "Exprimés", "Nos voix"], rows)


def write_table(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], separator: str = ";"
) -> None:
    """A CSV in UTF-8 with its mark, as spreadsheets save it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig")


def _title(each: Round) -> str:
    title = f"{_TITLES[each.ballot_type]} {each.year}"
    return f"{title} T{each.turn}" if each.ballot_type.turns > 1 else title


def _ranges(orders: Sequence[int]) -> str:
    """`3, 17-19, 40`."""
    runs: list[list[int]] = []
    for order in orders:
        if runs and order == runs[-1][1] + 1:
            runs[-1][1] = order
        else:
            runs.append([order, order])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
