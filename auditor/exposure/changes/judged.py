"""A container as its names tell it, and how far each verdict is a matter of concern."""

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.decide import judge
from auditor.desk.lock import Place, place_of
from auditor.model.catalogue import Container
from auditor.model.naming import ContainerNames
from auditor.model.verdicts import Verdict
from auditor.model.vocabulary import Category, Evidence, Form, Mode, Personal, Subject
from auditor.naming import read
from auditor.naming.context import PERSON_IDEAS
from auditor.naming.split import ideas_of, words_of
from auditor.taxonomy import CATEGORIES, Sensitivity

Known = Mapping[Place, tuple[Verdict, ...]]
"""What a lock tells of columns, by `place_of`."""

OWN, JOINED, NONE = "own", "joined", "none"

_PERSONS = frozenset(
    {Subject.INSURED, Subject.DEPENDANT, Subject.PRACTITIONER, Subject.STAFF},
)
_BUSINESS = frozenset(
    {Category.SIREN, Category.SIRET, Category.TVA, Category.COMPANY, Category.FINESS}
)
"""What registers publish of firms and establishments."""
_OF_A_FIRM = frozenset(
    {Category.PHONE_NUMBER, Category.EMAIL_ADDRESS, Category.ADDRESS, Category.CITY}
    | {Category.POSTCODE}
)
"""Contacts that are nobody's where they are those of an organisation."""
_ACCOUNTS = frozenset({Category.IBAN, Category.RIB, Category.BIC})
_PREMISES = frozenset(
    {"agence", "agences", "site", "sites", "centre", "centres", "bureau", "bureaux", "caisse"}
    | {"caisses", "succursale", "succursales", "branch", "branches", "office", "offices", "depot"}
    | {"entrepot", "entrepots", "store", "stores", "warehouse", "warehouses"}
)
"""Words of tables of places of work."""
_QUIET = frozenset(
    {Category.AMOUNT, Category.INTERNAL_REFERENCE, Category.COVERAGE_PERIOD, Category.INSURER}
    | {Category.CARE_NETWORK}
)
"""Personal once joined, and in every table of the trade: never a concern by themselves."""
_REFERENCES = frozenset({"id", "identifiant", "reference", "cle", "numero"})
_BY_TABLE_NAME = 0.5
"""Confidence in what only the name of a table tells."""
COVERED = frozenset({Form.MASKED, Form.TRUNCATED})
"""Forms that a reader learns little from."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A container with the verdicts of its columns."""

    container: Container
    names: ContainerNames
    verdicts: Mapping[str, tuple[Verdict, ...]]
    persons: bool
    """Whether its rows are those of natural persons, or lead to one."""
    identified: bool
    """Whether a column of it names a person directly."""

    def of(self, column: str) -> tuple[Verdict, ...]:
        """The verdicts of that column, of every column for ""."""
        if column:
            return self.verdicts.get(column, ())
        if not self.container.columns:
            return self._rows()
        return tuple(verdict for found in self.verdicts.values() for verdict in found)

    def _rows(self) -> tuple[Verdict, ...]:
        """Of a table whose columns nobody has told, what its name alone lets one say."""
        if self.names.subject not in _PERSONS or self.names.role == "reference":
            return ()
        said = Verdict(
            Category.PERSON, self.names.subject, Mode.CONTAINS, Evidence.NAMES, _BY_TABLE_NAME
        )
        return (said,)

    def concern(self, verdict: Verdict) -> str:
        """`own`: to look at by itself; `joined`: because it stands beside a person; `none`."""
        if verdict.category in _QUIET or verdict.form is Form.TEST or self._of_a_firm(verdict):
            return NONE
        info = CATEGORIES[verdict.category]
        if info.personal is Personal.YES:
            return OWN
        if self.names.role == "reference":
            return NONE
        special = info.sensitivity is Sensitivity.SPECIAL and bool(self.container.foreign_keys)
        return JOINED if self.persons or special else NONE

    def _of_a_firm(self, verdict: Verdict) -> bool:
        """Whether it is what registers or letterheads tell of a firm, and of nobody beside it."""
        if verdict.category in _BUSINESS:
            # The SIRET of a practitioner in practice tells who it is.
            return self.names.subject is not Subject.PRACTITIONER or not self.identified
        premises = not self.persons and _PREMISES & set(words_of(self.container.name))
        of_a_firm = verdict.subject is Subject.ORGANISATION or premises
        return bool(of_a_firm) and verdict.category in _OF_A_FIRM


def judged(container: Container, known: Known | None = None) -> Judged:
    """What names, types, comments and neighbours say of that container, and what a lock adds."""
    names = read(container)
    verdicts = {
        judgement.ref.column: judgement.verdicts
        for judgement in judge(container, names, None)
        if judgement.verdicts and not judgement.ref.path
    }
    for column in container.columns if known else ():
        more = (known or {}).get(place_of(container.name, column.name), ())
        told = {verdict.category for verdict in verdicts.get(column.name, ())}
        new = tuple(verdict for verdict in more if verdict.category not in told)
        if new:
            verdicts[column.name] = (*verdicts.get(column.name, ()), *new)
    found = [verdict for each in verdicts.values() for verdict in each]
    identified = any(_identifies(verdict) for verdict in found)
    persons = identified or names.subject in _PERSONS or _leads_to_person(container)
    return Judged(container, names, verdicts, persons, identified)


def _identifies(verdict: Verdict) -> bool:
    """Whether it tells a natural person; a contact or an account may be that of a firm."""
    if verdict.category in _OF_A_FIRM or verdict.category in _ACCOUNTS:
        return verdict.subject in _PERSONS
    return (
        CATEGORIES[verdict.category].personal is Personal.YES
        and verdict.subject is not Subject.ORGANISATION
    )


def _leads_to_person(container: Container) -> bool:
    """Whether a reference of it goes to a table of persons (`assure_id`, a foreign key)."""
    if any(set(ideas_of(key.target)) & PERSON_IDEAS for key in container.foreign_keys):
        return True
    return any(
        (ideas := set(ideas_of(column.name))) & PERSON_IDEAS and ideas & _REFERENCES
        for column in container.columns
    )


class Names:
    """Judges each state of a container once."""

    def __init__(self, known: Known) -> None:
        self._lock = known
        self._by_state: dict[Container, Judged] = {}
        self._by_id: dict[int, Judged] = {}

    def of(self, container: Container) -> Judged:
        """The container as its names tell it."""
        found = self._by_id.get(id(container))
        # An id is used again once its container is gone: the judgement keeps its own alive.
        if found is None or found.container is not container:
            found = self._by_state.get(container)
            if found is None:
                found = self._by_state[container] = judged(container, self._lock)
            if found.container is container:
                self._by_id[id(container)] = found
        return found
