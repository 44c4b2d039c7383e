"""Files made to do harm end in one sentence, in a process that cannot do much."""

from __future__ import annotations

import os
import random
import struct
import sys
import threading
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir

import pytest

from phonebank.domain.errors import BadInput
from phonebank.intake import guarded
from phonebank.intake.following import Cancelled
from phonebank.intake.guarded import private_folder, read_in_process
from phonebank.intake.limits import Limits, limit_this_process, limits_for, resident_bytes
from phonebank.intake.opening import describe_file, read_file
from phonebank.intake.reading import Table
from tests.conftest import SHARED

MEGABYTE = 2**20


def zipped(**members: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def lying(content: bytes) -> bytes:
    """An archive whose headers say that its one table is small."""
    whole = bytearray(zipped(roll_dot_csv=content))
    at = whole.find(b"PK\x01\x02")
    whole[at + 24 : at + 28] = struct.pack("<I", 1000)
    whole[22:26] = struct.pack("<I", 1000)
    return bytes(whole)


def sheet(rows: bytes, head: bytes = b"") -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = b"http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        **{
            "[Content_Types]_dot_xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/'
            b'2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/'
            b'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
            "xl__workbook_dot_xml": b'<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="A" '
            b'sheetId="1" r:id="r1"/></sheets></workbook>' % (space, office),
            "xl___rels__workbook_dot_xml_dot_rels": b'<Relationships xmlns="%s"><Relationship '
            b'Id="r1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
            % (package, office),
            "xl__worksheets__sheet1_dot_xml": head
            + b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (space, rows),
        }
    )


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "binary": (lambda: random.Random(1).randbytes(MEGABYTE), "not a text"),
    "an opened quote": (lambda: b'Nom;Tel\n"Roy;06\n' + b"Colin;07\n" * 50_000, "never closed"),
    "a line of 5 MB": (lambda: b"Nom;Tel\nRoy;" + b"a" * 5 * MEGABYTE + b"\n", "4 MB"),
    "a cell of 5 MB": (
        lambda: b'Nom;Tel\nRoy;"' + (b"a" * 1000 + b"\n") * 5000 + b'"\n',
        "does not end",
    ),
    "16,384 columns": (lambda: b";".join(b"c%d" % at for at in range(16_384)) + b"\n", "columns"),
    "one wide row": (
        lambda: b";".join([b"x"] * 900) + b"\n" + b"a\n" * 1_000_000,
        "far fewer",
    ),
    "cells of quotes": (
        lambda: b'Nom;Tel\nRoy;"' + (b'a""bb' * 150 + b"\n") * 60_000 + b'"\n',
        "has a cell of",
    ),
    "numbers without end": (lambda: b"0001: " + b"1-3000," * 200_000, "memory"),
    "a bomb": (lambda: zipped(roll_dot_csv=b"0" * 60_000_000), "would unpack"),
    "a lying bomb": (lambda: lying(b"Nom;Tel\n" + b"Roy;06\n" * 1_000_000), "damaged"),
    "a far cell": (
        lambda: sheet(
            b'<row r="1"><c r="A1"><v>1</v></c></row>'
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "columns",
    ),
    "an entity bomb": (
        lambda: sheet(
            b'<row r="1"><c r="A1"><v>&b;</v></c></row>',
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        ),
        "damaged",
    ),
    "an outside entity": (
        lambda: zipped(
            content_dot_xml=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
        ),
        "damaged",
    ),
    "zeros": (lambda: b"Nom;Tel\n" + b"\x00" * 5000, "not a text"),
    "half of UTF-16": (lambda: "Nom;Tel\nRoy;06\n".encode("utf-16-le") * 3 + b"x", "utf-16"),
    "an archive of nothing": (lambda: zipped(a_dot_bin=b"x"), "without a CSV"),
    "half an archive": (lambda: zipped(a_dot_csv=b"Nom;Tel\nRoy;06\n")[:60], "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_do_harm_ends_in_a_sentence(name: str, tmp_path: Path) -> None:
    content, sentence = HOSTILE[name]
    file = tmp_path / "essai.csv"
    file.write_bytes(content())
    with pytest.raises(BadInput, match=sentence) as raised:
        read_file(file)
    assert str(raised.value).startswith("essai.csv")
    assert "\n" not in str(raised.value)


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "essai.zip"
    inner = zipped(b_dot_csv=b"Nom;Tel\nNon;07\n")
    file.write_bytes(zipped(a_dot_csv=b"Nom;Tel\nRoy;06\n", inner_dot_zip=inner))
    content = read_file(file).content
    assert isinstance(content, Table)
    assert content.frame["Nom"].to_list() == ["Roy"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes or devices among files there")
def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "device.csv").symlink_to("/dev/zero")
    (tmp_path / "nowhere.csv").symlink_to(tmp_path / "gone")
    for name, sentence in [
        ("pipe.csv", "not a file"),
        ("device.csv", "not a file"),
        ("nowhere.csv", "no file"),
        ("gone.csv", "no file"),
        ("", "not a file"),
    ]:
        with pytest.raises(BadInput, match=sentence):
            read_file(tmp_path / name)


def test_a_link_to_a_file_is_that_file_and_its_titles_are_seen(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("Nom;Tel\nRoy;06\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    assert describe_file(tmp_path / "link.csv").seen.rows == 1


def test_a_file_of_five_gigabytes_of_nothing_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "sparse.csv"
    file.touch()
    os.truncate(file, 5 * 2**30)
    with pytest.raises(BadInput, match="5120 MB"):
        read_file(file)
    os.truncate(file, 900 * MEGABYTE)
    with pytest.raises(BadInput, match="not a text"):
        read_file(file)


def test_a_process_out_of_time_or_memory_is_ended_from_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "essai.csv"
    file.write_text("Nom;Tel\nRoy;06\n")
    job = {"job": "table", "how": {}}
    for limits, sentence in [
        (Limits(2**33, 0.0, 2**33), "seconds to read"),
        (Limits(2**20, 60.0, 2**33), "far more memory"),
    ]:
        with private_folder() as folder, pytest.raises(BadInput, match=sentence):
            read_in_process(file, 20, job, folder, limits=limits)
    # Where the system has no limits of its own, its parent looks at what it uses.
    monkeypatch.setattr(guarded, "resident_bytes", lambda _: 2**40)
    with private_folder() as folder, pytest.raises(BadInput, match="far more memory"):
        read_in_process(file, 20, job, folder, limits=Limits(2**33, 60.0, 2**33))


def test_a_reading_can_be_stopped_and_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "essai.csv"
    file.write_text("Nom;Tel\nRoy;06\n")
    cancel = threading.Event()
    cancel.set()
    before = set(Path(gettempdir()).glob("phonebank-reading-*"))
    with pytest.raises(Cancelled):
        read_file(file, cancel=cancel)
    with private_folder() as folder:
        assert folder.stat().st_mode & 0o077 == 0
    assert folder not in set(Path(gettempdir()).glob("phonebank-reading-*")) - before


def test_a_fault_of_ours_is_a_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "essai.csv"
    file.write_text("Nom;Tel\nRoy;06\n")
    with private_folder() as folder, pytest.raises(BadInput, match="does not know"):
        read_in_process(file, 20, {"job": "no such job", "how": {}}, folder)
    assert "KeyError" in caplog.text
    assert "Roy" not in caplog.text


def test_limits_grow_with_the_honest_size_of_a_file() -> None:
    small, large = limits_for(1000, zipped=False), limits_for(130 * MEGABYTE, zipped=False)
    assert small.seconds < 10
    assert small.memory_bytes < 300 * MEGABYTE
    assert large.seconds > 30
    assert large.memory_bytes > 350 * MEGABYTE
    assert limits_for(MEGABYTE, zipped=True).seconds > limits_for(MEGABYTE, zipped=False).seconds


def test_a_process_s_memory_is_seen_and_one_that_is_gone_has_none() -> None:
    assert resident_bytes(os.getpid()) > MEGABYTE
    assert resident_bytes(2**22 + 1) == 0


def test_without_limits_of_the_system_the_process_still_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    limit_this_process(Limits(1, 0.0, 1))
    assert resident_bytes(os.getpid()) > MEGABYTE


def test_an_honest_roll_of_thirty_megabytes_is_within_its_limits(tmp_path: Path) -> None:
    sample = SHARED / "samples" / "ListesArretees-com95999-06-02-2026-10h15.csv"
    header, _, rows = sample.read_bytes().partition(b"\n")
    file = tmp_path / "roll.csv"
    file.write_bytes(header + b"\n" + rows * 200)
    assert file.stat().st_size > 30 * MEGABYTE
    assert describe_file(file).seen.rows == 603 * 200
