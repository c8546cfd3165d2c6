"""What one text of a screen holds beside what it was taken for: `MARTIN Jeanne (12/03/1980)`."""

import re
from collections.abc import Iterator, Sequence

from auditor.identifiers import REGISTRY
from auditor.model.exchanges import Leaf
from auditor.model.verdicts import Verdict
from auditor.model.vocabulary import Category, Evidence, Mode, Subject

_DAY = (
    r"(?:(?:0?[1-9]|[12][0-9]|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))"
)
_BORN = re.compile(
    rf"\(\s*{_DAY}\s*\)|(?i:\bn[ée]+(?:\(e\)|\.e)?\s+le|\bborn(?: on)?)\s*:?\s*{_DAY}"
)
"""A day in brackets after a name, or one that is said to be of birth."""
_PERIOD = re.compile(rf"(?i)\b(?:du|de|from)\s+(?:le\s+)?{_DAY}\s+(?:au|à|to|until)\s+{_DAY}")
_RIGHTS = re.compile(r"(?i)\bdroits?\b|p[ée]riode|validit|valable|couver|garanti|coverage|eligib")
_LONGEST = 400
_SURE = 0.8


def beside(leaf: Leaf, held: Sequence[Verdict]) -> Iterator[Verdict]:
    """The further categories of one value, given those that its address told."""
    told = {verdict.category for verdict in held}
    if leaf.part != "body" or len(leaf.text) > _LONGEST or leaf.kind != "text":
        return
    person = next((one for one in held if one.category is Category.PERSON), None)
    if person is not None:
        if Category.BIRTH_DATE not in told and _BORN.search(leaf.text):
            yield _also(Category.BIRTH_DATE, person.subject)
        if Category.NIR not in told and any(m.valid for m in REGISTRY["nir"].search(leaf.text)):
            yield _also(Category.NIR, person.subject)
    period = Category.COVERAGE_PERIOD not in told and _PERIOD.search(leaf.text)
    if period and _RIGHTS.search(f"{leaf.label} {leaf.text}"):
        yield _also(Category.COVERAGE_PERIOD, Subject.INSURED)


def _also(category: Category, subject: Subject) -> Verdict:
    return Verdict(category, subject, Mode.CONTAINS, Evidence.VALUES, _SURE)
