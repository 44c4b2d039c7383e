"""A window in a process of its own: signs in, calls, says the number, and waits to be killed.

python -m tests.e2e.window_process URL ROLE FOLDER ACCOUNT [by hand]

"by hand": it signs in only, somebody else calls; it closes once an outcome was told.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from phonebank.domain.card import Account
from phonebank.ui.desk.state import DeskState, Phase
from tests.e2e.windows import Seat
from tests.offices import PIN


def main(url: str, role: str, folder: str, account: int, *, by_hand: bool) -> int:
    app = QApplication(sys.argv[:1])
    seat = Seat(app, url, role, Path(folder))
    presenter = seat.window.presenter

    def on_changed(state: DeskState) -> None:
        if by_hand:
            if state.phase is Phase.WAITING:
                app.quit()
        elif state.phase is Phase.READY:
            presenter.call()
        elif state.phase is Phase.IN_CALL:
            sys.stdout.write(f"{state.number}\n")
            sys.stdout.flush()

    presenter.changed.connect(on_changed)
    camille = Account(account, "Camille", "caller", "fr")
    seat.window.signing.accounts_known.connect(
        lambda _names: seat.window.signing.sign_in(camille, PIN)
    )
    QTimer.singleShot(150_000 if by_hand else 30_000, app.quit)
    return app.exec()


if __name__ == "__main__":
    by_hand = sys.argv[5:] == ["by hand"]
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), by_hand=by_hand))
