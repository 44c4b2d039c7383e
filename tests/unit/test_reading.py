"""Files of every kind become tables of text; hostile ones end in a sentence."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phonebank.domain.errors import BadInput
from phonebank.intake.reading import LINE, SURPLUS, Table, read_table, read_text_table

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"


def table(content: str | bytes, encoding: str = "utf-8") -> Table:
    data = content.encode(encoding) if isinstance(content, str) else content
    return read_text_table(data, "essai.csv")


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("mac-roman", "mac-roman"),
    ],
)
def test_the_encoding_is_found(encoding: str, named: str) -> None:
    read = table("Nom;Prénom;Portable\nLefèvre;Noël;0639981234\n" * 3, encoding)
    assert read.encoding == named
    assert read.columns == ("Nom", "Prénom", "Portable")
    assert read.frame["Nom"][0] == "Lefèvre"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_consistent_one(separator: str) -> None:
    rows = [["Nom", "Adresse", "Portable"], ["Roy", '"12, rue; des |Lilas"', "06"], ["A", "B", "C"]]
    read = table("\n".join(separator.join(row) for row in rows))
    assert read.separator == separator
    assert read.frame["Adresse"].to_list() == ["12, rue; des |Lilas", "B"]


def test_a_title_above_the_header_is_passed_over_and_lines_stay_true() -> None:
    read = table('Liste des adhérents 2026;;\n\nNom;Prénom;Portable\nRoy;"Gaël\nx";06\n\nA;B;C\n')
    assert read.header_line == 3
    assert read.frame[LINE].to_list() == [4, 7]


def test_a_row_with_too_many_cells_is_marked_and_one_with_too_few_is_filled() -> None:
    read = table("Nom;Prénom;Portable\nA;B;C;D\nE;F\nG;H;I\n")
    assert read.frame[SURPLUS].to_list() == [True, False, False]
    assert read.frame["Portable"].to_list() == ["C", "", "I"]


def test_texts_protected_for_a_spreadsheet_come_out_bare() -> None:
    read = table('Nom;Portable;CP\nRoy;"=""0639981234""";="01000"\n')
    assert read.frame.row(0)[:3] == ("Roy", "0639981234", "01000")


def test_line_ends_of_every_system_are_understood() -> None:
    for end in ("\n", "\r\n", "\r"):
        read = table(end.join(["Nom;Prénom", "Roy;Gaël", "Colin;Jade", ""]))
        assert read.frame["Prénom"].to_list() == ["Gaël", "Jade"]


def test_columns_of_one_name_are_told_apart() -> None:
    assert table("Nom;Tél;Tél;\nA;1;2;3\n").columns == ("Nom", "Tél", "Tél (2)")


def test_a_title_is_never_taken_for_a_pattern() -> None:
    assert table("*;^.*$;_line;Nom\nA;B;C;D\n").columns == (
        "column 1",
        "column 2",
        "column 3",
        "Nom",
    )


def test_careless_quotes_inside_a_cell_are_read() -> None:
    read = table('Nom;Adresse;Portable\nRoy;"Bât" B;06\nColin;5" rue;07\n')
    assert read.frame["Nom"].to_list() == ["Roy", "Colin"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n0000", "picture"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel"),
        (bytes(range(1, 32)) * 200, "not a text"),
        (random.Random(1).randbytes(4096) + b"\x81\x8d\xff\x00", "text"),
        (b'Nom;Portable\n"Roy;06\nColin;07\n', "never closed"),
        (b"Nom;Portable\n" + b"a" * 3_000_000 + b";06\n", "quotation mark"),
        (b";".join(b"c%d" % i for i in range(16_384)) + b"\n", "columns"),
        (b";;;\n;;;\n", "no table"),
    ],
)
def test_a_hostile_file_ends_in_a_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "essai.csv"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=sentence):
        read_table(file)


def test_a_few_stray_nul_bytes_are_dropped() -> None:
    read = table(b"Nom;Prenom\nRo\x00y;Gael\n" + b"Colin;Jade\n" * 50)
    assert read.frame["Nom"][0] == "Roy"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        read_table(tmp_path / "absent.csv")
    with pytest.raises(BadInput, match="not a file"):
        read_table(tmp_path)


def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Fichier des adhérents", None, None])
    sheet.append(["Nom", "Date de naissance", "Portable"])
    sheet.append(["Roy", 34300, 639981234])
    sheet.append(['=HYPERLINK("http://x")', None, 6.12346e8])
    file = tmp_path / "adherents.xlsx"
    book.save(file)
    return file


def test_a_workbook_is_read_as_text_and_its_formulas_are_not_run(tmp_path: Path) -> None:
    read = read_table(workbook(tmp_path))
    assert read.header_line == 2
    assert read.frame.drop(LINE, SURPLUS, "_file").rows() == [
        ("Roy", "34300", "639981234"),
        ('=HYPERLINK("http://x")', "", "612346000"),
    ]


def test_an_ods_workbook_is_read(tmp_path: Path) -> None:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    day = (
        '<table:table-cell office:value-type="date" office:date-value="1993-11-27">'
        "<text:p>27 nov.</text:p></table:table-cell>"
    )
    body = (
        f"<table:table-row>{cell.format('Nom')}{cell.format('Date de naissance')}</table:table-row>"
        f"<table:table-row>{cell.format('Roy')}{day}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    xml = (
        f"<office:document-content {names}><office:body><office:spreadsheet><table:table>{body}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = tmp_path / "essai.ods"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", xml)
    read = read_table(file)
    assert read.frame["Date de naissance"].to_list() == ["27/11/1993"]


def test_a_zip_of_communes_is_one_table(tmp_path: Path) -> None:
    file = tmp_path / "rolls.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a/com95001.csv", "Nom;Prénom\nRoy;Gaël\n")
        archive.writestr("a/com95002.csv", "Prénom,Nom\nJade,Colin\n")
        archive.writestr("__MACOSX/._com95002.csv", "x")
        archive.writestr("readme.md", "x")
    read = read_table(file)
    assert read.frame["Nom"].to_list() == ["Roy", "Colin"]
    assert read.frame["_file"].to_list() == ["com95001.csv", "com95002.csv"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("roll.csv", b"0" * 60_000_000)
    with pytest.raises(BadInput, match="would unpack to"):
        read_table(file)


def test_damaged_archives_and_workbooks_are_said(tmp_path: Path) -> None:
    good = workbook(tmp_path).read_bytes()
    file = tmp_path / "cut.xlsx"
    file.write_bytes(good[: len(good) // 2])
    with pytest.raises(BadInput, match="damaged"):
        read_table(file)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    file.write_bytes(buffer.getvalue())
    with pytest.raises(BadInput, match="damaged"):
        read_table(file)


@pytest.mark.parametrize(
    ("name", "rows", "separator"),
    [
        ("ListesArretees-com95999-06-02-2026-10h15.csv", 603, ";"),
        ("contacts-militants.csv", 295, ";"),
        ("nationbuilder-people.csv", 36, ","),
        ("ncvoter-sample.txt", 150, "\t"),
        ("liste-format-2013.csv", 120, ";"),
    ],
)
def test_every_sample_is_read_to_its_last_row(name: str, rows: int, separator: str) -> None:
    read = read_table(SAMPLES / name)
    assert (read.rows, read.separator) == (rows, separator)
    assert read.frame[LINE].to_list() == list(range(2, rows + 2))


def answer(data: bytes) -> str:
    """The columns found, or the sentence that says why not."""
    try:
        return ";".join(read_text_table(data, "essai.csv").columns)
    except BadInput as error:
        return str(error)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(st.binary(min_size=1, max_size=400).filter(bytes.strip))
def test_any_bytes_give_a_table_or_a_sentence(data: bytes) -> None:
    assert answer(data)


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet='ab;,"\n\r\t |=é\x00', max_size=80).filter(str.strip))
def test_any_scribble_gives_a_table_or_a_sentence(content: str) -> None:
    assert answer(content.encode())
