"""One weight on a slider: its name, what it favours, and its value in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from phonebank.ui.supervisor.sentences import one_decimal
from phonebank.ui.theme import active
from phonebank.ui.widgets.labels import PlainLabel, set_tip

_TENTHS = 10


class WeightSlider(QWidget):
    """One weight, 0 to 2 in tenths, with its value in words."""

    moved = Signal()

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__()
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(name, "strong"), 1)
        self.value = PlainLabel("", "small")
        head.addWidget(self.value)
        column.addLayout(head)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 2 * _TENTHS)
        self.slider.setPageStep(5)
        self.slider.setTickInterval(_TENTHS)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setValue(_TENTHS)
        self.slider.setMinimumHeight(theme.px(26))
        self.slider.setAccessibleName(name)
        self.slider.setAccessibleDescription(meaning)
        set_tip(self.slider, meaning)
        column.addWidget(self.slider)
        column.addWidget(PlainLabel(meaning, "muted", wrap=True))
        self.slider.valueChanged.connect(self._on_moved)
        self._tell()

    def weight(self) -> float:
        """The weight chosen."""
        return self.slider.value() / _TENTHS

    def set_weight(self, weight: float) -> None:
        """Show this weight."""
        self.slider.setValue(round(weight * _TENTHS))

    def _on_moved(self) -> None:
        self._tell()
        self.moved.emit()

    def _tell(self) -> None:
        value = self.slider.value()
        if value == 0:
            text = self.tr("ne compte pas")
        elif value == _TENTHS:
            text = self.tr("comme la règle")
        else:
            text = self.tr("× {weight}").format(weight=one_decimal(value / _TENTHS))
        self.value.setText(text)
        self.slider.setProperty("words", text)
