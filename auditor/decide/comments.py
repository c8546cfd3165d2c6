"""Names and addresses in comments: asserted far above what the text stage invents."""

from auditor.model.profiles import TextProfile
from auditor.model.verdicts import Reason, Verdict
from auditor.model.vocabulary import Category, Evidence, Mode, Subject

FALSE_RATES = {Category.PERSON: 0.02, Category.ADDRESS: 0.01}
"""Share of the templates without any that the text stage may alarm (docs/accuracy.md)."""
FEWEST = 3
"""Templates with a name below which a column is not said to hold any."""
_SURE, _LIKELY = 0.95, 0.75


def comments(text: TextProfile, subject: Subject) -> tuple[Verdict, ...]:
    """The categories that comments contain; shares speak of the templates that were read."""
    found = (
        (Category.PERSON, text.person_templates, text.person_rows),
        (Category.ADDRESS, text.address_templates, text.address_rows),
    )
    return tuple(
        _verdict(category, templates, rows, text, subject)
        for category, templates, rows in found
        if templates >= FEWEST and templates > 2 * FALSE_RATES[category] * text.templates
    )


def _verdict(
    category: Category, templates: int, rows: int, text: TextProfile, subject: Subject
) -> Verdict:
    share = templates / text.templates
    return Verdict(
        category=category,
        subject=subject,
        mode=Mode.CONTAINS,
        evidence=Evidence.VALUES,
        confidence=_SURE if share > 4 * FALSE_RATES[category] else _LIKELY,
        share=round(rows / text.rows, 6) if text.rows else None,
        rows=rows,
        reasons=(
            Reason(
                "comments_hold",
                3.0,
                (
                    ("found", templates),
                    ("templates", text.templates),
                    ("by_chance", FALSE_RATES[category]),
                ),
            ),
        ),
    )
