"""Small rolls for tests: people made up, written as the register writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

LISTS = {
    "LP": "Liste principale",
    "LCM": "Liste complémentaire municipale",
    "LCE": "Liste complémentaire européenne",
}
HEADER = (
    "code du l'ugle;libellé de l'ugle;libellé du type de liste;nom de naissance;nom d'usage;"
    "prénoms;sexe;date de naissance;numéro de voie;libellé de voie;complément 1;code postal;"
    "commune;code du bureau de vote;libellé du bureau de vote;"
    "numéro d'ordre dans le bureau de vote"
)


@dataclass(frozen=True)
class Elector:
    """One row of a roll."""

    name: str
    first: str
    birth: str = "28/07/1953"
    order: str = "1"
    used: str = ""
    sex: str = "F"
    number: str = "8"
    street: str = "rue du Moulin"
    extra: str = ""
    bureau: str = "0001"
    listed: str = "LP"
    commune: str = "95999"

    def but(self, **values: str) -> Elector:
        """The same row, corrected."""
        return replace(self, **values)

    def line(self) -> str:
        return ";".join(
            (
                self.commune, "Valmont", LISTS[self.listed], self.name, self.used, self.first,
                self.sex, self.birth, self.number, self.street, self.extra, "95990", "Valmont",
                self.bureau, f"École {self.bureau}" if self.bureau else "", self.order,
            )
        )  # fmt: skip


def edition(folder: Path, day: str, electors: Iterable[Elector], commune: str = "95999") -> Path:
    """Write an edition (day as dd-mm-yyyy); its file."""
    file = folder / f"ListesArretees-com{commune}-{day}-10h15.csv"
    lines = [HEADER, *(elector.line() for elector in electors)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
