"""The script a campaign is called with: one of the program's templates, the office's, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.domain.script import parse
from phonebank.resources import resource

if TYPE_CHECKING:
    from phonebank.store.owner import OwnerStore

TEMPLATES = ("municipal-first", "between-rounds", "procuration")
"""The scripts that come with the program, by name."""


def script_for(owner: OwnerStore, choice: str | None, language: str, *, second: bool) -> int:
    """The id of the script named: a template's name or a Markdown file; stored if new.

    Without a choice, the template of the round. Raises BadInput when it cannot be read.
    """
    named = choice or ("between-rounds" if second else "municipal-first")
    path = resource(f"scripts/{named}.{language}.md") if named in TEMPLATES else Path(named)
    try:
        body = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"The script {named} cannot be read ({error}): give a UTF-8 Markdown file, or one of "
            f"{', '.join(TEMPLATES)}."
        ) from error
    script = parse(body)
    return owner.save_script(script.title, script.language, str(script.purpose), body)[0]
