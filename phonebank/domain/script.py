"""A campaign's script: the words a caller says, the questions asked and where each answer leads.

One Markdown text, written by hand by a supervisor, is all there is:

    ---
    title: Municipales, premier tour
    language: fr
    purpose: municipal_first
    ---

    ## opening — Se présenter
    **Bonjour, je suis {caller_name}, bénévole pour {controller}.**
    {if bureau}Vous votez au bureau {bureau_name}.{else}Vous votez en mairie.{end}
    > Souriez, cela s'entend.

    ? agrees: Accepte de parler ?
    - yes: Oui -> intention
    - later: Plus tard -> thanks => callback
    - no: Non -> end => refused

    ## voicemail — Message
    ## objections — Objections
    ### no_time — « Je n'ai pas le temps »
    ## origin — D'où vient votre numéro

- `## key — Title` opens a step; the first is where a call begins. Paragraphs are spoken, `>` is a
  hint for the caller only.
- `? key: label` asks the step's one question. `- key: Label -> step => outcome` is an answer, where
  it leads and the outcome it proposes. `(opinion)` at the end of an answer's label (or of the
  question's, for all its answers) marks what may be saved only once the information was given (R4).
- `-> step` on a line of its own says where the step leads without an answer. Left out, the next
  step of the text follows; `-> end` ends the call. No way leads back to a step it has passed.
- `{filler}` and `{if flag}…{else}…{end}` come from fixed lists (`FILLERS`, `FLAGS`).
- `voicemail`, `objections` and `origin` are reserved: the message read to a machine, the short
  answers to objections (`### key — Label`), the words around "where did you get my number?".

Nothing here touches a screen, a file or the database: the store keeps the text, the desk parses it.
"""

from __future__ import annotations

from phonebank.domain.script_fill import FILLERS, FLAGS, escape, fill, plain
from phonebank.domain.script_model import (
    END,
    Answer,
    Objection,
    Purpose,
    Question,
    Script,
    ScriptError,
    Step,
)
from phonebank.domain.script_parse import MAX_BYTES, parse
from phonebank.domain.script_walk import PASSED, Path, walk

__all__ = [
    "END",
    "FILLERS",
    "FLAGS",
    "MAX_BYTES",
    "PASSED",
    "Answer",
    "Objection",
    "Path",
    "Purpose",
    "Question",
    "Script",
    "ScriptError",
    "Step",
    "escape",
    "fill",
    "parse",
    "plain",
    "walk",
]
