"""`phonebank list …`: people chosen in words, counted, kept by name for campaigns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from phonebank.commands.output import answer, owned_office
from phonebank.domain.errors import BadInput
from phonebank.domain.list_definition import Condition, ListDefinition, parse_definition
from phonebank.domain.list_fields import Field
from phonebank.domain.list_words import definition_words
from phonebank.domain.rounds import parse_round
from phonebank.store.lists import ListStore
from phonebank.targeting.ground import Grounds
from phonebank.targeting.today import today_in

if TYPE_CHECKING:
    from phonebank.store.lists import ListCounts
    from phonebank.store.owner import OwnerStore

lists = typer.Typer(help="Make, count, rename and delete lists of people.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="the list's name, or its number")]
RoundCode = Annotated[str | None, typer.Option("--round", help="entitled to vote in, e.g. M26T2")]
Words = Annotated[str, typer.Option("--language-of-words", help="fr or en")]
Several = list[str] | None
Bureau = Annotated[Several, typer.Option("--bureau", help="0012, or 95999:0012; repeat for more")]
Age = Annotated[Several, typer.Option("--age", help="18-24, 25-34, 35-49, 50-64, 65-79 … 90+")]
Sex = Annotated[Several, typer.Option("--sex", help="F or M")]
Score = Annotated[str | None, typer.Option("--score", help="P(abstain), e.g. 0.25-0.75")]
Source = Annotated[Several, typer.Option("--source", help="where a number or contact is from")]
Tag = Annotated[Several, typer.Option("--tag")]
Interest = Annotated[Several, typer.Option("--interest", help="a mailing or a link")]
Since = Annotated[
    str | None, typer.Option("--not-called-since", help="2026-03-01, or 14d for fourteen days")
]
Mobile = Annotated[bool, typer.Option("--has-mobile")]
Language = Annotated[Several, typer.Option("--language", help="spoken: fr, pt …")]
Abstained = Annotated[Several, typer.Option("--abstained", help="in a round, e.g. M26T1")]
Voted = Annotated[Several, typer.Option("--voted", help="in a round, e.g. M26T1")]
Not = Annotated[Several, typer.Option("--not", help="deny a condition by its name, e.g. --not tag")]
Any = Annotated[bool, typer.Option("--any", help="one condition is enough (default: all)")]
Definition = Annotated[
    Path | None, typer.Option("--definition", help="a JSON file instead of conditions")
]


@lists.command("create")
def create(
    name: Annotated[str, typer.Argument(help="what the list is called")],
    bureau: Bureau = None,
    age: Age = None,
    sex: Sex = None,
    score: Score = None,
    source: Source = None,
    tag: Tag = None,
    interest: Interest = None,
    not_called_since: Since = None,
    has_mobile: Mobile = False,
    language: Language = None,
    abstained: Abstained = None,
    voted: Voted = None,
    denied: Not = None,
    match_any: Any = False,
    definition: Definition = None,
    replace: Annotated[bool, typer.Option("--replace", help="of the same name")] = False,
    round_code: RoundCode = None,
) -> None:
    """Keep a list by name; repeated values of one condition mean any of them."""
    made = _definition(
        {
            Field.BUREAU: bureau,
            Field.AGE: age,
            Field.SEX: sex,
            Field.SCORE: _score(score),
            Field.SOURCE: source,
            Field.TAG: tag,
            Field.INTEREST: interest,
            Field.NOT_CALLED_SINCE: [not_called_since] if not_called_since else None,
            Field.MOBILE: [] if has_mobile else None,
            Field.LANGUAGE: language,
            Field.ABSTAINED: _codes(abstained),
            Field.VOTED: _codes(voted),
        },
        denied or [],
        match_any=match_any,
        file=definition,
    )
    with owned_office() as (_office, owner):
        store = ListStore(owner)
        list_id = store.save(name, made, replace=replace)
        _show(owner, list_id, round_code)


@lists.command("show")
def show(name: Name, round_code: RoundCode = None, words: Words = "en") -> None:
    """A list as a sentence, with how many people and lines it has now."""
    with owned_office() as (_office, owner):
        _show(owner, ListStore(owner).find(name).list_id, round_code, words)


@lists.command("count")
def count(name: Name, round_code: RoundCode = None) -> None:
    """How many people a list has, how many a line reaches, on how many lines."""
    with owned_office() as (_office, owner):
        saved = ListStore(owner).find(name)
        code, counted = _counts(owner, _readable(saved.name, saved.definition), round_code)
        answer(
            {
                "list": saved.name,
                "round": code,
                "people": counted.people,
                "reachable": counted.reachable,
                "lines": counted.lines,
            }
        )


@lists.command("list")
def list_all(words: Words = "en") -> None:
    """Every list, with its sentence."""
    with owned_office() as (_office, owner):
        rows = ListStore(owner).all()
        told = [definition_words(row.definition, words) if row.definition else "" for row in rows]
        answer(
            {
                "lists": [
                    {
                        "list_id": row.list_id,
                        "name": row.name,
                        "words": sentence,
                        "campaigns": row.campaigns,
                    }
                    for row, sentence in zip(rows, told, strict=True)
                ]
            },
            *(
                f"{row.list_id}  {row.name}: {sentence}"
                for row, sentence in zip(rows, told, strict=True)
            ),
            nothing="No list yet: make one with 'phonebank list create'.",
        )


@lists.command("rename")
def rename(name: Name, new: Annotated[str, typer.Argument(help="its new name")]) -> None:
    """Give a list another name."""
    with owned_office() as (_office, owner):
        store = ListStore(owner)
        saved = store.find(name)
        store.change(saved.list_id, new)
        answer({"list_id": saved.list_id, "name": store.find(new).name})


@lists.command("delete")
def delete(name: Name) -> None:
    """Forget a list; campaigns made from it stay as they are."""
    with owned_office() as (_office, owner):
        store = ListStore(owner)
        saved = store.find(name)
        store.delete(saved.list_id)
        answer({"list_id": saved.list_id, "name": saved.name, "deleted": True})


def _definition(
    given: dict[Field, list[str] | None],
    denied: list[str],
    *,
    match_any: bool,
    file: Path | None,
) -> ListDefinition:
    asked = {field: values for field, values in given.items() if values is not None}
    unknown = [word for word in denied if word not in {field.value for field in asked}]
    if unknown:
        raise BadInput(
            f"--not {unknown[0][:40]} denies a condition that is not given: add it, or name one of "
            f"{', '.join(field.value for field in asked) or 'none yet'}."
        )
    if file is not None:
        if asked or match_any:
            raise BadInput("Give conditions or a --definition, not both.")
        try:
            return parse_definition(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"The definition {file} cannot be read: {error}.") from error
    conditions = tuple(
        Condition(field, tuple(values), field.value in denied) for field, values in asked.items()
    )
    return ListDefinition(conditions, match_any)


def _score(text: str | None) -> list[str] | None:
    if text is None:
        return None
    low, dash, high = text.partition("-")
    if not dash:
        raise BadInput("A score band has two bounds: write it as 0.25-0.75.")
    return [low.strip(), high.strip()]


def _codes(rounds: list[str] | None) -> list[str] | None:
    return None if rounds is None else [parse_round(each).code for each in rounds]


def _readable(name: str, definition: ListDefinition | None) -> ListDefinition:
    if definition is None:
        raise BadInput(f"The list {name} was made by another version of this program: update it.")
    return definition


def _counts(
    owner: OwnerStore, definition: ListDefinition, round_code: str | None
) -> tuple[str, ListCounts]:
    ground = Grounds(owner).of(round_code)
    return ground.target.code, ListStore(owner).count(
        definition, ground.target, today_in(owner), ground.known_scores
    )


def _show(owner: OwnerStore, list_id: int, round_code: str | None, words: str = "en") -> None:
    saved = next(row for row in ListStore(owner).all() if row.list_id == list_id)
    definition = _readable(saved.name, saved.definition)
    code, counted = _counts(owner, definition, round_code)
    answer(
        {
            "list_id": saved.list_id,
            "name": saved.name,
            "words": definition_words(definition, words),
            "definition": definition.to_json(),
            "round": code,
            "people": counted.people,
            "reachable": counted.reachable,
            "lines": counted.lines,
            "campaigns": saved.campaigns,
        }
    )
