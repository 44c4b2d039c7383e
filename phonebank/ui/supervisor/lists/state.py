"""What the page of lists and campaigns shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from phonebank.domain.list_definition import Condition, ListDefinition
from phonebank.domain.list_fields import WITHOUT_VALUES, Field

if TYPE_CHECKING:
    from phonebank.store.lists import ListCounts
    from phonebank.targeting.between_rounds import BetweenRounds
    from phonebank.targeting.workbench import ListSight


@dataclass(frozen=True, slots=True)
class Line:
    """One condition being written; without values it is not finished."""

    field: Field
    values: tuple[str, ...] = ()
    negated: bool = False

    @property
    def finished(self) -> bool:
        """Whether it can be counted."""
        return self.field in WITHOUT_VALUES or bool(self.values)


@dataclass(frozen=True, slots=True)
class Draft:
    """The list being written. `list_id` None: a new one."""

    list_id: int | None = None
    name: str = ""
    lines: tuple[Line, ...] = ()
    match_any: bool = False

    @property
    def finished(self) -> bool:
        """Whether every condition can be counted."""
        return all(line.finished for line in self.lines)

    def definition(self) -> ListDefinition:
        """The finished conditions. Raises BadInput where one makes no sense."""
        return ListDefinition(
            tuple(
                Condition(line.field, line.values, line.negated)
                for line in self.lines
                if line.finished
            ),
            self.match_any,
        )


def draft_of(list_id: int, name: str, definition: ListDefinition) -> Draft:
    """A saved list, to be changed."""
    lines = tuple(Line(each.field, each.values, each.negated) for each in definition.conditions)
    return Draft(list_id, name, lines, definition.match_any)


@dataclass(frozen=True, slots=True)
class ListsState:
    """Everything; `sight` None until the first reading came home."""

    sight: ListSight | None = None
    failed: bool = False
    draft: Draft = field(default_factory=Draft)
    counts: ListCounts | None = None
    counting: bool = False
    between: BetweenRounds | None = None
    between_read: bool = False
    between_undated: bool = False
    """A first round waits for a second whose date nobody said, or the office was away."""
    starting: bool = False
    """A campaign is being made."""
