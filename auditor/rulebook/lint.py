"""What loading does not refuse in a rule, and a reviewer would."""

from collections.abc import Iterator, Mapping

from auditor.rulebook.model import Outcome, Rule, Rulebook, Texts
from auditor.strictyaml import Node, YamlError

JUDGEMENTS = (
    "violation",
    "illicite",
    "illégal",
    "manquement",
    "infraction",
    "non-conform",
    "unlawful",
    "illegal",
    "breach",
    "offence",
)
"""Legal qualification belongs to the controller: a rule states facts."""


def lint(rulebook: Rulebook) -> tuple[YamlError, ...]:
    """Every remark on every rule, in order of id; none where all is in order."""
    return tuple(fault for rule in rulebook.rules for fault in _remarks(rule))


def _remarks(rule: Rule) -> Iterator[YamlError]:
    place = Node(rule.file, rule.line, 1, None)
    for name, texts in _texts(rule).items():
        if texts["fr"] == texts["en"]:
            yield place.fault("lint_untranslated", rule=rule.id, text=name)
        for word in JUDGEMENTS:
            if any(word in text.lower() for text in texts.values()):
                yield place.fault("lint_judgement", rule=rule.id, text=name, word=word)
    if not any(case.expect is Outcome.FIRES and case.severity for case in rule.tests):
        yield place.fault("lint_severity_untested", rule=rule.id)
    if rule.unless and not any(case.expect is Outcome.UNVERIFIED for case in rule.tests):
        yield place.fault("lint_unverified_untested", rule=rule.id)


def _texts(rule: Rule) -> Mapping[str, Texts]:
    return {
        "title": rule.title,
        "about": rule.about,
        "message": rule.message,
        "fix": rule.fix,
        "justify": rule.justify,
    }
