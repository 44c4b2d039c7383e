"""The button of every screen: a label, perhaps an icon, the cap of the key that does the same.

It paints itself, so that wrapped labels, caps and focus look alike in both themes and at any
text size. Arrow keys are left to the page, which moves through people and script with them.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from phonebank.ui.theme import active
from phonebank.ui.tokens import Size
from phonebank.ui.widgets.acting import ActsWhenToggled
from phonebank.ui.widgets.button_faces import Kind, cap_width, face, paint_cap
from phonebank.ui.widgets.icons import paint_icon

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Button(ActsWhenToggled, QPushButton):
    """A push button. `key` is only shown; the page that owns the button listens for it.

    `small` lowers text and height, `tall` heightens; `snug` is for a long list of full-size words.
    """

    def __init__(
        self,
        label: str,
        kind: Kind = Kind.QUIET,
        *,
        key: str = "",
        icon: str = "",
        tone: str = "",
        spread: bool = False,
        tall: bool = False,
        small: bool = False,
        strong: bool = False,
        snug: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._key = key
        self._icon = icon
        self._tone = tone
        self._spread = spread
        self._tall = tall
        self._small = small
        self._strong = strong
        self._snug = snug
        self._label = ""
        self._second = ""
        self.setAutoDefault(False)
        self.setCheckable(kind is Kind.CHOICE)
        if kind is Kind.CHOICE:
            self.act_when_toggled()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_label(label)

    def label(self) -> str:
        """The words on the button."""
        return self._label

    def set_label(self, label: str, second: str = "") -> None:
        """Change the words; `second` is a smaller line under them."""
        self._label = label
        self._second = second
        self.setAccessibleName(f"{label}, {second}" if second else label)
        self._fit()

    def set_icon(self, icon: str) -> None:
        """Change the icon by its file's name; '' for none."""
        self._icon = icon
        self._fit()

    def set_kind(self, kind: Kind, tone: str = "") -> None:
        """Change what the button is for."""
        self._kind = kind
        self._tone = tone
        self.update()

    def key(self) -> str:
        """The key shown on the button."""
        return self._key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the page; press on Enter as on Space."""
        if event.key() in _ARROWS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._presses_on_enter():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size or the theme changes."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow when the label has to wrap."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """One line of label with its icon, cap and margins."""
        metrics = QFontMetrics(self._font())
        width = metrics.horizontalAdvance(self._label) + 2 * self._margin() + self._extras() + 2
        if self._second:
            second = QFontMetrics(active().font(Size.SMALL)).horizontalAdvance(self._second)
            width = max(width, second + 2 * self._margin() + self._extras() + 2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The longest word of the label."""
        metrics = QFontMetrics(self._font())
        longest = max((metrics.horizontalAdvance(w) for w in self._label.split()), default=0)
        room = min(longest, active().px(90))
        width = room + 2 * self._margin() + self._extras() + 2
        return QSize(width, self._least_height())

    def heightForWidth(self, width: int) -> int:
        """The height the wrapped label needs."""
        room = max(1, width - 2 * self._margin() - self._extras())
        height = (
            QFontMetrics(self._font())
            .boundingRect(QRect(0, 0, room, 10_000), self._flags(), self._label)
            .height()
        )
        if self._second:
            height += QFontMetrics(active().font(Size.SMALL)).boundingRect(
                QRect(0, 0, room, 10_000), self._flags(), self._second
            ).height() + active().px(3)
        return max(
            self._least_height(), height + active().px(12 if self._small or self._snug else 16)
        )

    def paintEvent(self, _event: object) -> None:
        """Draw ground, focus ring, icon, label and cap."""
        theme = active()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        hot = bool(option.state & QStyle.StateFlag.State_MouseOver) or self.isDown()
        shown = face(
            self._kind,
            hot=hot,
            chosen=self.isChecked(),
            enabled=self.isEnabled(),
            tone=self._tone,
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        thick = 2 if focused or self.isChecked() else 1
        border = "accent" if focused else shown.border
        if focused and self._kind is Kind.PRIMARY:
            border = "ink"
        area = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setPen(QPen(theme.color(border), thick) if border else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(shown.ground) if shown.ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 8, 8)
        self._paint_content(painter, shown.ink)
        painter.end()

    def _fit(self) -> None:
        needed = self.heightForWidth(self.width())
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized) and self.height() != needed:
            self.setFixedHeight(needed)
        self.updateGeometry()
        self.update()

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        theme = active()
        room = QRectF(self.rect()).adjusted(self._margin(), 0, -self._margin(), 0)
        if not self._spread:
            spare = room.width() - self._content_width()
            if spare > 0:
                room.adjust(spare / 2, 0, -spare / 2, 0)
        if self._icon:
            side = theme.px(18)
            place = QRectF(room.left(), room.center().y() - side / 2, side, side)
            paint_icon(painter, self._icon, place, ink)
            room.setLeft(room.left() + side + (theme.px(8) if self._label else 0))
        if self._key:
            width = cap_width(theme, self._key)
            height = theme.px(21)
            place = QRectF(room.right() - width, room.center().y() - height / 2, width, height)
            on = "accent" if self._kind is Kind.PRIMARY and self.isEnabled() else "card"
            paint_cap(painter, theme, self._key, place, on=on)
            room.setRight(room.right() - width - theme.px(8))
        self._paint_words(painter, room, ink)

    def _paint_words(self, painter: QPainter, room: QRectF, ink: str) -> None:
        theme = active()
        painter.setFont(self._font())
        painter.setPen(theme.color(ink))
        if not self._second:
            painter.drawText(room, self._flags() | int(Qt.AlignmentFlag.AlignVCenter), self._label)
            return
        small = theme.font(Size.SMALL)
        first = painter.boundingRect(room, self._flags(), self._label).height()
        painter_metrics = QFontMetrics(small)
        second = painter_metrics.boundingRect(room.toRect(), self._flags(), self._second).height()
        top = room.center().y() - (first + second + theme.px(3)) / 2
        painter.drawText(QRectF(room.left(), top, room.width(), first), self._flags(), self._label)
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        below = QRectF(room.left(), top + first + theme.px(3), room.width(), second)
        painter.drawText(below, self._flags(), self._second)

    def _content_width(self) -> float:
        words = QFontMetrics(self._font()).horizontalAdvance(self._label)
        return words + self._extras() + 2

    def _extras(self) -> int:
        theme = active()
        width = 0
        if self._icon:
            width += theme.px(18) + (theme.px(8) if self._label else 0)
        if self._key:
            width += cap_width(theme, self._key) + theme.px(8)
        return width

    def _font(self) -> QFont:
        size = Size.SMALL if self._small or self._kind is Kind.LINK else Size.BODY
        return active().font(
            size, strong=self._strong or self._kind is Kind.PRIMARY or bool(self._second)
        )

    def _margin(self) -> int:
        if self._kind is Kind.LINK:
            return active().px(5)
        return active().px(9 if self._small else 14)

    def _least_height(self) -> int:
        if self._kind is Kind.LINK:
            return active().px(24)
        if self._tall:
            return active().px(44)
        return active().px(32 if self._small else 33 if self._snug else 36)

    def _flags(self) -> int:
        return int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)

    def _presses_on_enter(self) -> bool:
        return self._kind != Kind.CHOICE
