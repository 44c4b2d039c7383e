"""An office restored as the window does it: what opens the backup, progress, and a stop in time."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from phonebank.domain.errors import BadInput
from phonebank.office.backup import back_up
from phonebank.office.backup_key import key_for_reading
from phonebank.office.backup_record import last_backup
from phonebank.office.backup_words import Wanted, check_words, words_for_backup, words_for_trial
from phonebank.office.card import read_card
from phonebank.office.cluster import Cluster
from phonebank.office.keeper import OfficeKeeper
from phonebank.office.office import create_office, open_office
from phonebank.office.restorer import Restorer, RestoreStopped, _free_folder
from phonebank.office.settings import offices_folder
from tests.hosted import without_key_ring
from tests.offices import SmallOffice

WORDS = "cerise moulin 93"


@dataclass(frozen=True)
class Sealed:
    """A real office's backup sealed with words, and a practice one's whose key stands elsewhere."""

    folder: Path
    words: Path
    key: Path
    recovery: str


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealed]:
    """Two backups that no test changes."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PHONEBANK_HOME", str(tmp_path_factory.mktemp("home")))
    patch.delenv("PHONEBANK_PASSPHRASE", raising=False)
    hasty = {"fsync": "off", "full_page_writes": "off"}
    away = tmp_path_factory.mktemp("stick") / "only" / "files"
    away.mkdir(parents=True)
    files, folders, recovery = [], [], ""
    with without_key_ring():
        for name, practice in (("Brest", False), ("Essai", True)):
            folder = tmp_path_factory.mktemp("office") / name.lower()
            with create_office(folder, name, practice=practice, settings=hasty) as office:
                small = SmallOffice(office.owner_url, practice=practice)
                small.fill(3)
                small.close()
                made = back_up(office, words="" if practice else WORDS)
                if practice:
                    recovery = key_for_reading(made.file).recovery_words()
                files.append(Path(shutil.copy(made.file, away)))
                folders.append(folder)
        yield Sealed(folders[0], files[0], files[1], recovery)
    for folder in folders:
        Cluster(folder).destroy()
    patch.undo()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """This computer's offices, none yet."""
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PHONEBANK_PASSPHRASE", raising=False)
    with without_key_ring():
        yield tmp_path / "home"
    for folder in offices_folder().glob("*"):
        Cluster(folder).destroy()


def quiet(_step: str, _share: float) -> None:
    """Nobody looks on."""


def test_a_closed_backup_says_what_opens_it(sealed: Sealed, home: Path, tmp_path: Path) -> None:
    seen = Restorer().look(sealed.words)
    assert (seen.asked, seen.size_bytes) == ("words", sealed.words.stat().st_size)
    assert seen.made_at is not None
    assert Restorer().look(sealed.key).asked == "key"
    (tmp_path / "letter.txt").write_text("Bonjour", encoding="utf-8")
    with pytest.raises(BadInput, match="is no backup of an office"):
        Restorer().look(tmp_path / "letter.txt")


def test_the_passphrase_brings_the_office_back_beside_the_others(
    sealed: Sealed, home: Path
) -> None:
    with pytest.raises(BadInput, match="sealed with another key"):
        Restorer().restore(sealed.words, "une autre phrase", "", quiet, threading.Event())
    told: list[tuple[str, float]] = []

    def tell(step: str, share: float) -> None:
        told.append((step, share))

    (offices_folder() / "brest").mkdir(parents=True)
    (offices_folder() / "brest" / "office.toml").write_text("name = 'Brest'", encoding="utf-8")
    first = Restorer().restore(sealed.words, WORDS, "", tell, threading.Event())
    assert Path(first.place) == offices_folder() / "brest-2"
    assert first.rows["pb.person"] == 3
    card = read_card(Path(first.place))
    assert card is not None
    assert (card.name, card.ready) == ("Brest", True)
    shares = [share for _step, share in told]
    assert shares == sorted(shares)
    assert shares[-1] > 0.9
    assert told[-1][0] == "Putting the office in its place…"


def test_the_written_key_opens_a_backup_whose_key_is_not_here(sealed: Sealed, home: Path) -> None:
    done = Restorer().restore(
        sealed.key, "", sealed.recovery.lower().replace("-", " "), quiet, threading.Event()
    )
    assert (done.name, done.practice) == ("Essai", True)


@pytest.mark.parametrize("at", ["Examining the backup…", "Applying objections and erasures again…"])
def test_stopped_at_any_step_nothing_is_left(sealed: Sealed, home: Path, at: str) -> None:
    stop = threading.Event()
    steps: list[str] = []

    def tell(step: str, _share: float) -> None:
        steps.append(step)
        if step == at:
            stop.set()

    with pytest.raises(RestoreStopped):
        Restorer().restore(sealed.words, WORDS, "", tell, stop)
    assert at in steps
    assert list(offices_folder().glob("*")) == []


def test_the_backups_passphrase_is_chosen_once_and_given_again(sealed: Sealed) -> None:
    last = last_backup(sealed.folder)
    assert last is not None
    assert words_for_backup(sealed.folder, None, practice=False) is Wanted.NEW
    assert words_for_backup(sealed.folder, last, practice=False) is Wanted.AGAIN
    assert words_for_trial(last) is Wanted.AGAIN
    assert words_for_backup(sealed.folder, last, practice=True) is Wanted.NONE
    check_words(WORDS, Wanted.AGAIN, last)
    with pytest.raises(BadInput, match="another passphrase"):
        check_words(WORDS + "4", Wanted.AGAIN, last)
    for weak in ("trop court", "aaaaaaaaaaaaaaaa", "motdepasse12345"):
        with pytest.raises(BadInput):
            check_words(weak, Wanted.NEW, last)


def test_the_passphrase_given_in_the_window_is_kept_nowhere(
    sealed: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_office(sealed.folder) as office:
        keeper = OfficeKeeper(office)
        assert keeper.backup_words() is Wanted.AGAIN
        with pytest.raises(BadInput, match="sealed with your passphrase"):
            keeper.recovery_words()
        made = keeper.back_up(words=WORDS)
        assert made.verified
        assert keeper.verify(words=WORDS).file == made.file
        with pytest.raises(BadInput, match="another key"):
            keeper.verify(words="une autre phrase")
    monkeypatch.setenv("PHONEBANK_PASSPHRASE", WORDS)
    assert words_for_trial(last_backup(sealed.folder)) is Wanted.NONE
    kept = [
        file for file in sealed.folder.rglob("*") if file.is_file() and "data" not in file.parts
    ]
    assert made.file in kept
    assert not any(WORDS.encode() in file.read_bytes() for file in kept)


def test_a_long_name_leaves_its_number_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path))
    name = "marseillan-la-bastide-sous-fontaine-avec-odile-quevremont-26"
    taken = set()
    for _ in range(12):
        folder = _free_folder(Path(f"{name}-20261123T150835Z.phonebank"))
        assert folder not in taken
        taken.add(folder)
        folder.mkdir(parents=True)
        (folder / "office.toml").touch()
    assert offices_folder() / name in taken
