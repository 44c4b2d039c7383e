"""The sample files through the whole road of an import, against PostgreSQL."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import polars as pl
import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.domain.errors import BadInput, Unreachable
from phonebank.domain.rounds import parse_round
from phonebank.intake.run import (
    Cancelled,
    ContactOptions,
    Listing,
    RollOptions,
    TurnoutOptions,
    import_bureaux,
    import_contacts,
    import_roll,
    import_turnout,
)
from phonebank.store.intake import IntakeStore
from phonebank.store.owner import OwnerStore

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
ROLL = SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"
CONTACTS = SAMPLES / "contacts-militants.csv"
ABSTAINERS = SAMPLES / "emargement-M26T1-abstentionnistes.txt"
KEY = b"k" * 32
M26T1 = parse_round("M26T1")


class Town:
    """An office's database with an `IntakeStore` on it."""

    def __init__(self, url: URL, *, practice: bool = True) -> None:
        with OwnerStore(url) as owner:
            owner.found("Essai", practice=practice)
        self.store = IntakeStore(url)
        self.engine = create_engine(url, poolclass=NullPool)

    def one(self, statement: str, **values: object) -> object:
        with self.engine.connect() as connection:
            return connection.execute(text(statement), values).scalar()

    def all(self, statement: str) -> list[tuple[object, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        tables = (
            "person address bureau roll_edition roll_entry ballot round turnout line line_person "
            "source contact objection"
        )
        return {
            name: self.all(f"select t::text from pb.{name} t order by 1") for name in tables.split()
        }

    def roll(self) -> None:
        import_roll(self.store, ROLL, objection_key=KEY)


@pytest.fixture
def town(database: URL) -> Iterator[Town]:
    made = Town(database)
    yield made
    made.store.close()


@pytest.fixture
def real_town(database: URL) -> Iterator[Town]:
    made = Town(database, practice=False)
    yield made
    made.store.close()


def report_of(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False).with_columns(pl.all().fill_null(""))


def test_603_rows_of_the_roll_are_602_people(town: Town, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    done = import_roll(town.store, ROLL, objection_key=KEY, report=report)
    assert (done.rows, done.people_new, done.people_changed, done.people_unchanged) == (
        603,
        602,
        0,
        0,
    )
    assert (done.refused, done.departed) == (0, 0)
    assert town.one("select count(*) from pb.person") == 602
    assert town.one("select count(*) from pb.roll_entry") == 603
    assert town.one("select dated::text from pb.roll_edition") == "2026-02-06"
    rows = report_of(report)
    assert rows.columns == ["line", "decision", "bureau", "order", "reason"]
    assert rows.height == 603
    assert rows.filter(pl.col("decision") == "merged")["line"].to_list() == ["604"]


def test_a_citizen_on_both_complementary_lists_is_one_person(town: Town) -> None:
    town.roll()
    found = town.all(
        """
        select p.list_types, array_agg(e.order_number order by e.list_type)
          from pb.person p join pb.roll_entry e on e.person_id = p.id
         where p.list_types <> '{LP}' group by p.id
        """
    )
    assert found == [(["LCE", "LCM"], [3, 6])]


def test_two_people_of_one_name_and_birth_date_at_two_addresses_stay_two(town: Town) -> None:
    town.roll()
    namesakes = "select count(*) from pb.person where identity_key = :key"
    assert town.one(namesakes, key="roger|michel karim marcel|1964-10-27") == 2
    assert town.one("select count(*) from pb.person where bureau_id is null") == 1
    assert town.all(
        """
        select birth_year, birth_month, birth_day
          from pb.person where birth_day is null order by 1
        """
    ) == [(1953, None, None), (1961, 5, None)]


def test_the_same_roll_twice_changes_nothing(town: Town) -> None:
    town.roll()
    before = town.everything()
    again = import_roll(town.store, ROLL, objection_key=KEY)
    assert (again.people_new, again.people_changed, again.people_unchanged) == (0, 0, 602)
    assert town.everything() == before


def test_a_dry_run_counts_the_same_and_writes_nothing(town: Town) -> None:
    tried = import_roll(town.store, ROLL, objection_key=KEY, dry_run=True)
    assert (tried.rows, tried.people_new) == (603, 602)
    assert town.one("select count(*) from pb.person") == 0
    assert town.one("select count(*) from pb.import") == 0


def test_an_import_that_is_cancelled_leaves_nothing(town: Town) -> None:
    cancel = Event()

    def stop_at_the_merge(step: str, done: float) -> None:
        if step == "merging":
            cancel.set()

    with pytest.raises(Cancelled, match="nothing was changed"):
        import_roll(town.store, ROLL, objection_key=KEY, progress=stop_at_the_merge, cancel=cancel)
    assert town.one("select count(*) from pb.person") == 0


def test_a_server_that_dies_during_an_import_leaves_nothing_and_is_said(town: Town) -> None:
    def pull_the_plug(step: str, done: float) -> None:
        if step == "merging" and done == 0.5:
            town.one(
                """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                 where application_name = 'phonebank-owner' and datname = current_database()
                """
            )

    with pytest.raises(Unreachable, match="nothing was changed"):
        import_roll(town.store, ROLL, objection_key=KEY, progress=pull_the_plug)
    assert town.one("select count(*) from pb.person") == 0
    assert import_roll(town.store, ROLL, objection_key=KEY).people_new == 602


def test_one_file_a_commune_comes_in_one_archive(town: Town, tmp_path: Path) -> None:
    lines = ROLL.read_text(encoding="utf-8").splitlines()
    file = tmp_path / "rolls.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for code in ("95998", "95999"):
            rows = "\n".join(line.replace('"95999"', f'"{code}"', 1) for line in lines)
            archive.writestr(f"ListesArretees-com{code}-06-02-2026.csv", rows)
    done = import_roll(town.store, file, objection_key=KEY)
    assert (done.rows, done.people_new, done.refused) == (1206, 1204, 0)
    assert town.one("select count(*) from pb.roll_edition") == 2
    with pytest.raises(BadInput, match="several files"):
        import_contacts(town.store, file, objection_key=KEY)


def test_a_new_edition_changes_adds_and_marks_departures(town: Town, tmp_path: Path) -> None:
    town.roll()
    lines = ROLL.read_text(encoding="utf-8").splitlines()
    gone = lines.pop(10)
    lines[1] = lines[1].replace('"66";"quai de Seine"', '"67";"quai de Seine"')
    arrival = lines[20].replace("27/11/1993", "").split(";")
    arrival[3], arrival[7], arrival[26] = '"NOUVEAU"', '"01/01/2008"', "777"
    lines.append(";".join(arrival))
    file = tmp_path / "ListesArretees-com95999-01-09-2026-10h15.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = import_roll(town.store, file, objection_key=KEY)
    assert (done.people_new, done.people_changed, done.departed) == (1, 1, 1)
    assert done.people_unchanged == 600
    assert gone.split(";")[3].strip('"').casefold() == str(
        town.one("select lower(birth_name) from pb.person where departed_on = '2026-09-01'")
    )
    assert town.one("select count(*) from pb.roll_edition") == 2
    back = import_roll(town.store, ROLL, objection_key=KEY)
    assert (back.people_new, back.people_changed) == (0, 0), "an older edition overwrites nothing"


def test_the_2013_format_and_a_spreadsheet_s_lost_zeros_find_the_same_people(
    town: Town, tmp_path: Path
) -> None:
    town.roll()
    old = SAMPLES / "liste-format-2013.csv"
    done = import_roll(town.store, old, objection_key=KEY)
    assert done.rows == 120
    assert done.people_new + done.people_changed + done.people_unchanged == 120
    assert done.people_unchanged >= 115
    text_ = ROLL.read_text(encoding="utf-8")
    for code in ("0001", "0002", "0003", "0004"):
        text_ = text_.replace(f'"{code}"', f'"{int(code)}"')
    file = tmp_path / ROLL.name
    file.write_text(text_, encoding="utf-8")
    again = import_roll(town.store, file, objection_key=KEY)
    assert (again.people_new, again.people_changed) == (0, 0)
    assert town.one("select count(*) from pb.bureau") == 4


def test_272_abstainers_are_found_and_everybody_else_voted(town: Town, tmp_path: Path) -> None:
    town.roll()
    options = TurnoutOptions(held=M26T1, listed=Listing.ABSTAINED, consulted="préfecture, 17 mars")
    report = tmp_path / "report.csv"
    done = import_turnout(town.store, ABSTAINERS, options, report=report)
    assert (done.rows, done.matched, done.unmatched, done.refused) == (272, 272, 0, 0)
    assert town.all("select voted, count(*) from pb.turnout group by 1 order by 1") == [
        (False, 272),
        (True, 329),
    ]
    assert report_of(report).height == 272
    assert town.one("select undertaking from pb.import where kind = 'turnout'") == (
        "préfecture, 17 mars"
    )
    before = town.everything()
    again = import_turnout(town.store, ABSTAINERS, options)
    assert (again.matched, again.marks_new, again.marks_changed) == (272, 0, 0)
    assert town.everything() == before


def test_number_three_is_the_municipal_list_s_not_the_european_one_s(town: Town) -> None:
    town.roll()
    import_turnout(town.store, ABSTAINERS, TurnoutOptions(held=M26T1, listed=Listing.ABSTAINED))
    assert town.all(
        """
        select e.list_type, t.voted
          from pb.roll_entry e
          join pb.bureau b on b.id = e.bureau_id
          join pb.turnout t on t.person_id = e.person_id
         where b.code = '0002' and e.order_number = 3 order by 1
        """
    ) == [("LCE", True), ("LP", False)]


def test_the_wide_history_gives_nine_rounds_and_leaves_blanks_unknown(town: Town) -> None:
    town.roll()
    done = import_turnout(town.store, SAMPLES / "historique-participation.csv")
    assert (done.rows, done.matched, done.unmatched, done.refused) == (601, 601, 0, 0)
    assert len(done.rounds) == 9
    assert town.one("select count(*) from pb.turnout where proxy and not voted") == 0
    assert town.one("select held_on::text from pb.round where code = 'P22T1'") == "2022-04-10"
    again = import_turnout(town.store, SAMPLES / "historique-participation.csv")
    assert (again.marks_new, again.marks_changed) == (0, 0)


def test_the_contacts_are_linked_refused_and_heard(town: Town, tmp_path: Path) -> None:
    town.roll()
    report = tmp_path / "report.csv"
    done = import_contacts(
        town.store,
        CONTACTS,
        ContactOptions(legal_basis="intérêt légitime"),
        objection_key=KEY,
        report=report,
    )
    assert done.rows == 295
    assert done.objections == 3
    assert done.refused == 4
    assert (done.linked, done.review, done.unlinked) == (283, 3, 2)
    rows = report_of(report)
    assert rows.filter(pl.col("decision") == "refused")["reason"].to_list() == [
        "a spreadsheet destroyed the number (scientific notation): ask for it again",
        "a digit is missing",
        "this is a premium-rate number",
        "the number contains a letter",
    ]
    assert town.one("select count(*) from pb.line where objected_at is not null") == 5
    assert town.one("select count(*) from pb.objection where line_hmac is null") == 0
    assert town.one("select count(*) from pb.line_person where source_id is null") == 0
    assert town.one("select count(*) from pb.contact where family_name like '=%'") == 0
    assert town.one("select phones from pb.contact where family_name = 'Étranger'") == [
        "+447700900123"
    ]


def test_the_same_contacts_twice_change_nothing(town: Town) -> None:
    town.roll()
    first = import_contacts(town.store, CONTACTS, objection_key=KEY)
    before = town.everything()
    again = import_contacts(town.store, CONTACTS, objection_key=KEY)
    assert (again.linked, again.review, again.unlinked, again.refused, again.objections) == (
        first.linked,
        first.review,
        first.unlinked,
        first.refused,
        first.objections,
    )
    assert town.everything() == before


def test_a_real_office_keeps_no_fiction_number_but_every_objection(
    real_town: Town,
) -> None:
    real_town.roll()
    done = import_contacts(real_town.store, CONTACTS, objection_key=KEY)
    assert done.objections == 3
    assert done.linked == 0
    assert real_town.one("select count(*) from pb.line") == 0
    assert real_town.one("select count(*) from pb.objection where person_id is not null") == 3


def test_an_objection_outlives_what_it_was_made_on(town: Town) -> None:
    town.roll()
    import_contacts(town.store, CONTACTS, objection_key=KEY)
    with town.engine.begin() as connection:
        for table in ("contact", "line_person", "line"):
            connection.execute(text(f"delete from pb.{table}"))
    import_contacts(town.store, CONTACTS, objection_key=KEY)
    assert town.one("select count(*) from pb.line where objected_at is not null") == 5


def test_an_objection_follows_the_person_to_every_other_number(town: Town, tmp_path: Path) -> None:
    town.roll()
    import_contacts(town.store, CONTACTS, objection_key=KEY)
    file = tmp_path / "autres.csv"
    file.write_text(
        "Nom;Prénom;Date de naissance;Portable\nPayet;Odette;14/03/2005;06 39 98 55 55\n",
        encoding="utf-8",
    )
    report = tmp_path / "report.csv"
    done = import_contacts(town.store, file, objection_key=KEY, report=report)
    assert done.linked == 1
    assert "objection" in report_of(report)["reason"][0]
    assert town.one("select objected_at is not null from pb.line where e164 = '+33639985555'")


def test_an_objection_without_a_match_waits_for_the_person_to_come(
    town: Town, tmp_path: Path
) -> None:
    file = tmp_path / "oppositions.csv"
    file.write_text(
        "Nom;Prénom;Date de naissance;Portable;do_not_contact\n"
        "Payet;Odette;14/03/2005;06 39 98 55 5;true\n",
        encoding="utf-8",
    )
    done = import_contacts(town.store, file, objection_key=KEY)
    assert (done.objections, done.refused) == (1, 0)
    town.roll()
    assert town.one("select person_id is not null from pb.objection")
    later = tmp_path / "plus-tard.csv"
    later.write_text(
        "Nom;Prénom;Date de naissance;Portable\nPayet;Odette;14/03/2005;06 39 98 55 55\n",
        encoding="utf-8",
    )
    import_contacts(town.store, later, objection_key=KEY)
    assert town.one("select objected_at is not null from pb.line")


def test_a_lifted_objection_is_not_made_again_by_the_same_file(town: Town) -> None:
    town.roll()
    import_contacts(town.store, CONTACTS, objection_key=KEY)
    with town.engine.begin() as connection:
        connection.execute(text("update pb.objection set lifted_at = now(), lift_reason = 'x'"))
        connection.execute(text("update pb.line set objected_at = null"))
    import_contacts(town.store, CONTACTS, objection_key=KEY)
    assert town.one("select count(*) from pb.line where objected_at is not null") == 0


def test_everyone_who_objects_on_a_shared_line_is_heard(town: Town, tmp_path: Path) -> None:
    town.roll()
    for name, first, birth in (("Payet", "Odette", "14/03/2005"), ("Roy", "Gaël", "28/07/1953")):
        file = tmp_path / f"{name}.csv"
        file.write_text(
            "Nom;Prénom;Date de naissance;Portable;Ne plus appeler\n"
            f"{name};{first};{birth};06 39 98 55 55;oui\n",
            encoding="utf-8",
        )
        import_contacts(town.store, file, objection_key=KEY)
    file = tmp_path / "autres.csv"
    file.write_text(
        "Nom;Prénom;Date de naissance;Portable\nRoy;Gaël;28/07/1953;06 39 98 55 56\n",
        encoding="utf-8",
    )
    import_contacts(town.store, file, objection_key=KEY)
    assert town.one("select count(*) from pb.line where objected_at is not null") == 2


def test_contacts_that_came_before_the_roll_find_their_people_after_it(town: Town) -> None:
    early = import_contacts(town.store, CONTACTS, objection_key=KEY)
    assert (early.linked, early.objections) == (0, 3)
    town.roll()
    late = import_contacts(town.store, CONTACTS, objection_key=KEY)
    assert (late.linked, late.review, late.unlinked) == (283, 3, 2)
    assert town.one("select count(*) from pb.line where objected_at is not null") == 5


def test_a_copy_of_the_roll_with_telephones_is_a_contacts_file_too(
    town: Town, tmp_path: Path
) -> None:
    town.roll()
    lines = ROLL.read_text(encoding="utf-8").splitlines()[:40]
    file = tmp_path / "liste-avec-telephones.csv"
    file.write_text(
        "\n".join(
            [lines[0] + ";PORTABLE"]
            + [row + f";06399812{at:02d}" for at, row in enumerate(lines[1:])]
        ),
        encoding="utf-8",
    )
    done = import_contacts(town.store, file, objection_key=KEY)
    assert (done.linked, done.refused) == (39, 0)
    again = import_roll(town.store, ROLL, objection_key=KEY)
    assert again.people_unchanged == 602


def test_a_row_that_stands_on_lists_imported_one_by_one_keeps_them_all(
    town: Town, tmp_path: Path
) -> None:
    lines = ROLL.read_text(encoding="utf-8").splitlines()
    for named in ("Liste principale", "municipale", "européenne"):
        file = tmp_path / f"{named}-com95999-06-02-2026.csv"
        chosen = [row for row in lines[1:] if named in row.split(";")[2]]
        file.write_text("\n".join([lines[0], *chosen]), encoding="utf-8")
        done = import_roll(town.store, file, objection_key=KEY)
        assert done.departed == 0
    assert town.one("select count(*) from pb.person") == 602
    assert town.one("select list_types from pb.person where 'LCE' = any (list_types)") == [
        "LCE",
        "LCM",
    ]


def test_sources_closed_to_campaigns_are_refused(town: Town, tmp_path: Path) -> None:
    town.roll()
    with pytest.raises(BadInput, match="may not use"):
        import_contacts(
            town.store, CONTACTS, ContactOptions(source="Fichier de la mairie"), objection_key=KEY
        )
    file = tmp_path / "contacts.csv"
    file.write_text(
        "Nom;Prénom;Portable;Origine\nPayet;Odette;06 39 98 55 55;patients du cabinet\n"
        "Simon;Mamadou;06 39 98 55 56;pétition école\n",
        encoding="utf-8",
    )
    done = import_contacts(town.store, file, objection_key=KEY)
    assert done.refused == 1
    assert town.one("select count(*) from pb.contact") == 1


def test_nationbuilder_people_are_linked_and_their_objections_kept(town: Town) -> None:
    town.roll()
    done = import_contacts(town.store, SAMPLES / "nationbuilder-people.csv", objection_key=KEY)
    assert (done.rows, done.objections, done.refused) == (36, 3, 0)
    assert done.linked + done.review + done.unlinked == 33
    assert done.review == 1
    assert town.one("select count(*) from pb.line where objected_at is not null") == 3


def test_the_polling_stations_gain_hours_and_access(town: Town) -> None:
    town.roll()
    done = import_bureaux(town.store, SAMPLES / "bureaux-de-vote.csv")
    assert (done.rows, done.new, done.changed, done.refused) == (4, 0, 4, 0)
    again = import_bureaux(town.store, SAMPLES / "bureaux-de-vote.csv")
    assert (again.changed, again.unchanged) == (0, 4)
    assert town.one("select closes::text from pb.bureau where code = '0002'") == "20:00:00"


def test_a_file_given_to_the_wrong_command_is_named(town: Town) -> None:
    with pytest.raises(BadInput, match="looks like a contacts file"):
        import_roll(town.store, CONTACTS, objection_key=KEY)
    with pytest.raises(BadInput, match="looks like a roll file"):
        import_bureaux(town.store, ROLL)
    town.roll()
    with pytest.raises(BadInput, match="--listed"):
        import_turnout(town.store, ABSTAINERS, TurnoutOptions(held=M26T1))
    with pytest.raises(BadInput, match="--round"):
        import_turnout(town.store, ABSTAINERS)


def test_each_import_leaves_a_trace_without_a_name(town: Town) -> None:
    town.roll()
    import_contacts(town.store, CONTACTS, objection_key=KEY)
    entries = town.all("select action, facts::text from audit.entry order by id")
    assert [entry[0] for entry in entries] == ["import_roll", "import_contacts"]
    assert "602" in str(entries[0][1])
    assert town.one("select undertaking from pb.import where kind = 'roll'") != ""


def test_another_undertaking_may_be_recorded(town: Town) -> None:
    import_roll(
        town.store, ROLL, RollOptions(undertaking="Signé par Mme X, 3 mars"), objection_key=KEY
    )
    assert town.one("select undertaking from pb.import") == "Signé par Mme X, 3 mars"
