"""Values compared as people write them: the same number, name or date in another form."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.model.exchanges import Leaf
from auditor.naming.split import words_of

_ISO = re.compile(
    r"((?:18|19|20)[0-9]{2})[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12][0-9]|3[01])"
    r"(?:[T ][0-9:.,]*(?:Z|[+-][0-9:]+)?)?"
)
_FRENCH = re.compile(
    r"(0[1-9]|[12][0-9]|3[01])[-/. ]?(0[1-9]|1[0-2])[-/. ]?((?:18|19|20)[0-9]{2})(?: [0-9:]*)?"
)
_MASK = re.compile(r"[*•●∗█xX#]{2,}")
_NIR = re.compile(r"[1-478][0-9]{4}[0-9abAB]{2}[0-9]{6}(?:[0-9]{2})?")
_WORD = re.compile(r"[a-z0-9]{2,}")
_DAY, _MONTH, _YEAR = (
    ("jour", "day", "jj", "dd"),
    ("mois", "month", "mm"),
    ("annee", "year", "aaaa", "yyyy", "an"),
)
_LONG, _KEYLESS = 5, 13
_PHONE = range(9, 14)


def plain(text: str) -> str:
    """The text without accents, case or signs."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in spread if char.isalnum())


def words(text: str) -> frozenset[str]:
    """The words of a text, plain."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return frozenset(_WORD.findall(bare))


def forms(text: str) -> frozenset[str]:
    """Every way in which the same value may be met again, as plain words of ours."""
    stripped = text.strip()
    bare = plain(stripped)
    if not bare:
        return frozenset()
    found = {bare}
    day = date_of(stripped)
    if day:
        found.add(f"date {day}")
    if _NIR.fullmatch(bare):
        found.add(f"nir {bare[:13]}")
    if bare.isdigit():
        if len(bare) in _PHONE:
            found.add(f"tel {bare[-9:]}")
        if len(bare) >= _LONG:
            found.add(bare.lstrip("0"))
    return frozenset(found)


def date_of(text: str) -> str:
    """`YYYYMMDD` of a date in an ISO or French form, "" of anything else."""
    if match := _ISO.fullmatch(text):
        return "".join(match.group(1, 2, 3))
    if match := _FRENCH.fullmatch(text):
        return "".join(match.group(3, 2, 1))
    return ""


def is_reference(leaf: Leaf) -> bool:
    """Whether a parameter is the short number of a record (`?dossier=5512`)."""
    if leaf.part not in {"query", "form"} or not leaf.path:
        return False
    said = set(words_of(leaf.path[-1]))
    named = bool(_RECORDS & said) and not said & _GIVEN
    return named and _SHORT.fullmatch(leaf.text.strip()) is not None


def is_record_key(key: str) -> bool:
    """Whether a key of an address singles a record out: a year or a month does not."""
    return not (key.isdigit() and (len(key) <= _MONTH_DIGITS or _CENTURY.fullmatch(key))) and (
        date_of(key) == "" and _PERIOD.fullmatch(key) is None
    )


_MONTH_DIGITS = 2
_CENTURY = re.compile(r"(?:19|20)[0-9]{2}")
_PERIOD = re.compile(r"(?:19|20)[0-9]{2}-?(?:0[1-9]|1[0-2]|[TtQq][1-4])")
_RECORDS = frozenset(
    {"id", "num", "numero", "no", "dossier", "ref", "reference", "key", "cle", "patient", "assure"}
    | {"beneficiaire", "facture", "client", "fiche", "compte", "user", "record", "claim", "invoice"}
)
_GIVEN = frozenset({"adherent", "member", "subscriber", "nir", "secu", "amc", "contrat", "rpps"})
"""Whose numbers somebody else than the portal gave."""
_SHORT = re.compile(r"0*[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Supplied:
    """What a caller sent, to tell what an answer repeats; no `repr` shows a value."""

    known: frozenset[str] = field(default=frozenset(), repr=False)
    spoken: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def of(cls, leaves: Iterable[Leaf]) -> "Supplied":
        """What those values of a request supply."""
        sent = list(leaves)
        known: set[str] = set()
        spoken: set[str] = set()
        for leaf in sent:
            known |= forms(leaf.text)
            spoken |= words(leaf.text)
        return cls(frozenset(known | _joined(sent)), frozenset(spoken))

    def __or__(self, other: "Supplied") -> "Supplied":
        return Supplied(self.known | other.known, self.spoken | other.spoken)

    def repeats(self, text: str, *, name: bool = False) -> bool:
        """Whether that value was supplied; of a name, all its words in any order."""
        if forms(text) & self.known:
            return True
        if _MASK.search(text):
            return self._shows(text)
        said = words(text)
        return name and bool(said) and said <= self.spoken

    def _shows(self, text: str) -> bool:
        """Whether a masked value shows nothing but the ends of a supplied one."""
        head, *_, tail = (plain(part) for part in _MASK.split(text))
        return any(
            one.startswith(head) and one.endswith(tail) and len(one) > len(head) + len(tail)
            for one in self.known
            if head or tail
        )


def _joined(sent: Iterable[Leaf]) -> set[str]:
    """Dates and numbers that were sent in several fields."""
    parts: dict[str, str] = {}
    numbers: list[str] = []
    for leaf in sent:
        bare = plain(leaf.text)
        name = plain(leaf.path[-1]) if leaf.path else ""
        numbers += [bare] if len(bare) == _KEYLESS else []
        if bare.isdigit():
            for part, names in (("d", _DAY), ("m", _MONTH), ("y", _YEAR)):
                if any(name.startswith(word) or name.endswith(word) for word in names):
                    parts.setdefault(part, bare)
    found = {f"nir {number}" for number in numbers if _NIR.fullmatch(number)}
    if parts.keys() == {"d", "m", "y"}:
        found.add(f"date {parts['y']}{parts['m']:0>2}{parts['d']:0>2}")
    return found
