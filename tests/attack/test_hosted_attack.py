"""The same attempts at an office hosted over TLS, by a desk that joined with an invitation."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from phonebank.office.joining import working_url
from tests.attack.attempts import ATTEMPTS
from tests.attack.intruder import Intruder, seed
from tests.attack.test_catalogue import expected
from tests.hosted import Hosted, hosted


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A hosted practice office with marked people."""
    home = tmp_path_factory.mktemp("host")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONEBANK_HOME", str(home))
        with hosted(home, practice=True) as made:
            seed(made.small)
            made.small.sql("analyze")
            yield made


@pytest.fixture
def desk(shared: Hosted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Intruder]:
    folder = tmp_path_factory.mktemp("joined") / "desk"
    shared.join(folder)
    url = working_url(folder, practice=True)
    with Intruder(shared.small, str(url.username), url) as intruder:
        assert intruder.connection.pgconn.ssl_in_use
        yield intruder


def test_every_attempt_meets_the_same_over_tls(desk: Intruder) -> None:
    wrong: list[tuple[str, str, str]] = []
    for attempt in ATTEMPTS:
        met = desk.attempt(*attempt.statements).outcome
        if met not in expected(attempt):
            wrong.append((attempt.name, met, attempt.meets))
        assert desk.secrets_heard() == [], attempt.name
        desk.connection.execute(b"discard all")
    assert wrong == [], "\n".join(map(str, wrong))


def test_a_transaction_rolled_back_shows_nobody_over_tls(desk: Intruder) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    desk.connection.execute(b"begin")
    claim = desk.claim(token)["claim"]
    assert desk.ask("select api.open_card(%s, %s) ->> 'status'", token, claim) == "gone"
    desk.connection.rollback()
    claim = desk.claim(token)["claim"]
    desk.connection.execute(b"begin")
    desk.ask("select api.start_call(%s, %s, %s)", token, claim, uuid4())
    assert desk.ask("select api.number(%s, %s)", token, claim) is None
    desk.connection.rollback()
    assert desk.secrets_heard() == []
