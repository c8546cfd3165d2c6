"""What a field shows of its use: what carries it, and whether its values look real or private."""

from auditor.exposure.said import PRIVATE, URLS, says
from auditor.model.catalogue import Column, Family
from auditor.model.profiles import ColumnProfile
from auditor.model.refs import FieldRef
from auditor.model.verdicts import Verdict
from auditor.model.vocabulary import Category, Form, Mode

_KERNELS = {Category.EMAIL_ADDRESS: "email", Category.PHONE_NUMBER: "phone", Category.IBAN: "iban"}
_CONSUMER = {"email": "webmail", "phone": "mobile"}
_OBSOLETE = ("nnp", "mig")
_MOSTLY = 0.5
_NAMES = 0.2
"""Share of listed names that a column of real names reaches: lists know a part only."""


def carrier(column: Column, ref: FieldRef) -> str:
    """`url` or `document` where the name, type or path says so; `nested` for other paths."""
    if "@query" in ref.path or (not ref.path and says(column.name, URLS)):
        return "url"
    if column.family is Family.BINARY or "@base64" in ref.path:
        return "document"
    return "nested" if ref.path else "cell"


def plausible(verdict: Verdict, profile: ColumnProfile | None) -> bool | None:
    """Whether the values look like those of real persons; None where no row was read."""
    if verdict.form is Form.TEST:
        return False
    if profile is None:
        return None
    if verdict.category is Category.PERSON:
        known = profile.words.get("first_name", 0) + profile.words.get("surname", 0)
        return profile.filled > 0 and known >= _NAMES * profile.filled
    name = _KERNELS.get(verdict.category, "")
    hits = profile.hits.get(name)
    if hits is None or not hits.valid:
        return False
    return hits.valid - hits.facets.get("test", 0) >= _MOSTLY * hits.valid


def private(column: str, verdict: Verdict, profile: ColumnProfile | None) -> bool | None:
    """Whether a contact is private: its name says so, or most are mobiles or consumer mailboxes."""
    if says(column, PRIVATE):
        return True
    name = _KERNELS.get(verdict.category, "")
    if name not in _CONSUMER or verdict.mode is Mode.CONTAINS:
        return False
    hits = profile.hits.get(name) if profile else None
    if hits is None or not hits.valid:
        return None
    return hits.facets.get(_CONSUMER[name], 0) >= _MOSTLY * hits.valid


def obsolete_rows(verdict: Verdict, profile: ColumnProfile | None) -> int | None:
    """Rows that hold a provisional number in the place of a NIR."""
    if verdict.category is not Category.NIR:
        return 0
    if any(name in verdict.variant for name in _OBSOLETE):
        return verdict.rows
    if profile is None:
        return None
    return sum(hits.valid for name, hits in profile.hits.items() if name in _OBSOLETE)
