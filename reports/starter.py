"""The audit.yaml to begin with: commented, and filled in from a result where there is one."""

import re

from auditor.desk.purposes import Question, questions
from auditor.model.result import Result
from auditor.model.vocabulary import Audience, Scope
from auditor.policy.purposes import shipped_purposes
from auditor.reports.messages import LANGUAGES, Messages
from auditor.reports.texts import fill

MOST_SILENT = 40
"""Tables without any declaration that are listed; the rest is counted."""


def render(lang: str, result: Result | None = None) -> str:
    """A file that `load_policy` accepts as it is.

    What is taken from a result is marked `presumed: true`: it declares nothing until somebody has
    read it over and removed that line.
    """
    spoken = lang if lang in LANGUAGES else LANGUAGES[0]
    asked = questions(result) if result else ()
    known = shipped_purposes()
    surfaces = [
        one
        for one in asked
        if one.kind == "surface" and one.audience and one.purposes and set(one.purposes) <= {*known}
    ]
    silent = [one.match[0] for one in asked if one.why == "silent"]
    return fill(
        f"audit.{spoken}.yaml",
        targets=_targets(result) if result else [],
        surfaces=sorted(surfaces, key=_by_name),
        silent=silent[:MOST_SILENT],
        more=len(silent) - MOST_SILENT,
        environment=result.environment.kind.value if result and result.environment.kind else "",
        mission=result.mission if result else None,
        purposes=[(name, _label(name, spoken)) for name in known],
        audiences=", ".join(Audience),
        scopes=", ".join(Scope),
    )


def _by_name(question: Question) -> str:
    return question.surface


def _targets(result: Result) -> list[tuple[str, str]]:
    """Each source of the result with an environment variable that might hold its URL."""
    names = []
    for target in result.run.targets:
        word = re.sub(r"[^A-Za-z0-9_]", "_", target.source)
        name = word if re.fullmatch(r"[A-Za-z]\w{0,63}", word) else f"cible_{word}"[:64]
        names.append((name, f"{name.upper()}_URL"))
    return names


def _label(purpose: str, lang: str) -> str:
    return Messages(lang).text(f"purpose.{purpose}")
