"""Qt's own examination of a table's model: what it finds is said, and fails the test that hears it.

Never in its fatal way, which ends the whole process of the tests without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester


@contextmanager
def examined(model: QAbstractItemModel) -> Iterator[None]:
    """Examine `model` at once, and after each change until the block ends."""
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, mode)
    yield
    assert tester.model() is model
    tester.deleteLater()
