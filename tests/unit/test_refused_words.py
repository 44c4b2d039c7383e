"""Why an office did not let somebody in, from the words of a connection that was refused."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from phonebank.domain.errors import KnownError, PasswordRefused, Unreachable
from phonebank.office.check_hosting import _reason
from phonebank.store.connection import plain_errors

AT = 'connection failed: connection to server at "192.0.2.2", port 5432 failed: FATAL:  '
SEVERAL = (
    f'{AT}role "pbd_3ba9ae02" is not permitted to log in\n'
    "Multiple connection attempts failed. All failures were:\n"
    "- host: '192.0.2.2', port: '5432', hostaddr: '192.0.2.2': "
    f'{AT}role "pbd_3ba9ae02" is not permitted to log in\n'
    "- host: '127.0.0.1', port: '5432', hostaddr: '127.0.0.1': "
    f'{AT}pg_hba.conf rejects connection for host "127.0.0.1", user "pbd_3ba9ae02"'
)


@pytest.mark.parametrize(
    ("words", "said", "kind"),
    [
        ('password authentication failed for user "pbd_1"', "this password", PasswordRefused),
        (
            "authentification par mot de passe échouée pour l'utilisateur  « pbd_1 »",
            "this password",
            PasswordRefused,
        ),
        ('role "pbd_1" is not permitted to log in', "refused this desk", KnownError),
        ("le rôle « pbd_1 » n'est pas autorisé à se connecter", "refused this desk", KnownError),
        ("le rôle « pbd_1 » n'existe pas", "refused this desk", KnownError),
        ('no pg_hba.conf entry for host "192.0.2.9"', "lets nobody in", KnownError),
        ("aucune entrée dans pg_hba.conf pour l'hôte « 192.0.2.9 »", "lets nobody", KnownError),
        ("the database system is starting up", "does not answer", Unreachable),
        ("le système de bases de données se lance", "does not answer", Unreachable),
    ],
)
def test_a_refusal_is_understood_in_the_servers_language(
    words: str, said: str, kind: type[Exception]
) -> None:
    error = OperationalError("", None, psycopg.OperationalError(AT + words))
    with pytest.raises(kind, match=said), plain_errors():
        raise error


def test_of_several_addresses_what_is_said_of_the_desk_itself_counts() -> None:
    refused = psycopg.OperationalError(SEVERAL)
    with pytest.raises(KnownError, match="refused this desk"), plain_errors():
        raise OperationalError("", None, refused)
    assert _reason(refused) == 'role "pbd_3ba9ae02" is not permitted to log in'
    assert _reason(psycopg.OperationalError("")) == "no answer"
