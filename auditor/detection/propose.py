"""From what a probe saw to the plan of the pass."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import pyarrow as pa

from auditor.detection.pairs import Compacted, compare
from auditor.detection.plan import (
    MAX_PAIRS,
    MAX_PERSON_KEYS,
    ColumnPlan,
    ContainerPlan,
    PairPlan,
    PersonKeyPlan,
)
from auditor.identifiers import REGISTRY
from auditor.model.catalogue import Column, Container, Family
from auditor.model.naming import ContainerNames
from auditor.model.profiles import ColumnProfile, ContainerProfile
from auditor.model.verdicts import Judgement, Verdict
from auditor.model.vocabulary import Category, Form, Mode, Subject

_DATED = frozenset({Family.DATE, Family.TIMESTAMP})
_COUNTED = frozenset({Family.TEXT, Family.INTEGER, Family.DECIMAL, *_DATED})
_TYPED = frozenset({Category.IP_ADDRESS, Category.DEVICE})
"""What databases have types of their own for, such as `inet` and `macaddr`."""
_NUMBERS = frozenset({Family.INTEGER, Family.DECIMAL})
_TEXT_WIDTH = 16
"""A column declared narrower than this cannot hold an identifier inside other text."""
_NEARLY_ALL_DIFFER = 0.5
_NAME_LENGTH = 48
_LABELS = 20
_HARDLY_REPEATS = 0.8
_IDENTIFYING = (
    Category.NIR,
    Category.RPPS,
    Category.FINESS,
    Category.SIRET,
    Category.EMAIL_ADDRESS,
    Category.LOGIN,
)
_BY_CHANCE = 0.05
"""A key agrees by chance in one row of 97, a birth month in about one of a thousand."""
_SEXES = 2
_RIB_PARTS = (5, 5, 11, 2)
_INSURED = frozenset({Subject.INSURED, Subject.DEPENDANT, Subject.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known of a container before its pass; no profile where no row could be read."""

    container: Container
    names: ContainerNames
    profile: ContainerProfile | None = None
    judgements: tuple[Judgement, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the account may read."""
        return readable(self.container)

    def column(self, name: str) -> ColumnProfile:
        """The probe's profile of that column, an empty one where nothing was read."""
        profile = self.profile.columns.get(name) if self.profile else None
        return profile or ColumnProfile(name)

    def verdict(self, name: str, category: Category) -> Verdict | None:
        """The provisional verdict of that category on that column."""
        for judgement in self.judgements:
            if judgement.ref.column == name:
                return judgement.verdict(category)
        return None


def first_plan(container: Container) -> ContainerPlan:
    """The plan of the probe itself: everything that a column's type allows."""
    return ContainerPlan(container, tuple(_column(column) for column in readable(container)))


def inner_plan(container: Container, column: str) -> ColumnPlan:
    """What to compute on the values inside a column, whose types nobody declares."""
    inside = Column(column, "text", Family.TEXT)
    return first_plan(replace(container, columns=(inside,))).columns[0]


def with_promising_pairs(plan: ContainerPlan, sample: pa.RecordBatch) -> ContainerPlan:
    """The plan without the proofs that fail on nearly all rows of the sample: chance, not proof."""
    promising = []
    for pair in plan.pairs:
        compared, agreed = compare(pair, Compacted(sample))
        if compared == 0 or agreed > compared * _BY_CHANCE:
            promising.append(pair)
    return replace(plan, pairs=tuple(promising[:MAX_PAIRS]))


def readable(container: Container) -> tuple[Column, ...]:
    """The columns that the account may read."""
    return tuple(column for column in container.columns if column.readable)


def propose(probe: Probe) -> ContainerPlan:
    """The plan of the pass: what the types allow, with pairs and keys that the probe suggests."""
    return ContainerPlan(
        probe.container,
        tuple(
            _column(column, probe.column(column.name), _named(probe, column.name))
            for column in probe.columns
        ),
        tuple(_pairs(probe)),
        tuple(islice(_person_keys(probe), MAX_PERSON_KEYS)),
    )


def _column(
    column: Column, probed: ColumnProfile | None = None, named: frozenset[Category] = frozenset()
) -> ColumnPlan:
    text = column.family is Family.TEXT
    differ = probed.distinct.value / probed.filled if probed and probed.filled else 0.0
    return ColumnPlan(
        column=column.name,
        family=column.family,
        kernels=tuple(
            name for name in REGISTRY if _feasible(name, column) and _may_fill(name, probed, named)
        ),
        width=column.width,
        distinct_first=differ < _NEARLY_ALL_DIFFER,
        text=text and (column.width is None or column.width >= _TEXT_WIDTH),
        words=text and _may_name(probed),
        dates=column.family in _DATED or (column.family in _COUNTED and _may_date(probed)),
        comments=text and not named - _MAY_SPEAK and _may_comment(probed),
    )


_MAY_SPEAK = frozenset({Category.FREE_TEXT, Category.PERSON})
"""What a name may say of a column of comments: « enfant » may hold sentences about one."""


def _may_comment(probed: ColumnProfile | None) -> bool:
    """Whether cells are comments: several words, long, and not a handful of labels."""
    if probed is None or probed.distinct.value < _LABELS:
        return False
    long = sum(rows for length, rows in probed.lengths.items() if length >= _TEXT_WIDTH)
    return long * 2 >= probed.filled and probed.classes.get("words", 0) * 2 >= probed.filled


def _may_name(probed: ColumnProfile | None) -> bool:
    """Whether cells may be names: words of a list were seen, and cells are short.

    Names inside long text are the text stage's; words of a column serve the column as a whole,
    so that what an honest sample does not show cannot carry it.
    """
    if probed is None or not probed.filled:
        return True
    short = sum(rows for length, rows in probed.lengths.items() if length <= _NAME_LENGTH)
    email = probed.hits["email"].valid if "email" in probed.hits else 0
    return bool(probed.words) and short * 2 >= probed.filled and email * 2 < probed.filled


def _named(probe: Probe, name: str) -> frozenset[Category]:
    """The categories that the column's names suggest."""
    return frozenset(clue.category for clue in probe.names.of(name).clues)


def _may_fill(name: str, probed: ColumnProfile | None, named: frozenset[Category]) -> bool:
    """Whether the column may be made of it, for what is only looked for as the whole cell.

    Such an identifier carries a column or nothing, and the sample shows what fills a column. One
    that values alone never prove is not counted where no name asks for it, health codes apart,
    which the persons of a table prove.
    """
    identifier = REGISTRY[name]
    if identifier.within or probed is None or not probed.filled:
        return True
    hits = probed.hits.get(name)
    asked = identifier.alone or identifier.category in {*named, Category.HEALTH}
    return asked and hits is not None and hits.valid + hits.wrong_key > 0


def _may_date(probed: ColumnProfile | None) -> bool:
    """Whether cells may be dates in another storage form: the sample shows some."""
    return probed is None or not probed.filled or bool(probed.years)


def _feasible(name: str, column: Column) -> bool:
    identifier = REGISTRY[name]
    if column.family in _NUMBERS:
        return identifier.numeric
    if column.family in {Family.TEXT, Family.DOCUMENT, Family.ARRAY}:
        return column.width is None or column.width >= min(identifier.widths, default=1)
    if column.family is Family.OTHER:
        return identifier.category in _TYPED
    return name == "date_iso" and column.family in _DATED


def _pairs(probe: Probe) -> Iterable[PairPlan]:
    names = [column.name for column in probe.columns]
    numbers = [name for name in names if _looks(probe, name, ("nir", "nir13"), Category.NIR)]
    yield from _nir_keys(probe, numbers)
    yield from _births(probe, numbers, names)
    yield from _sexes(probe, numbers)
    parts = _rib_parts(probe)
    if parts:
        yield PairPlan("rib_split", parts)
    ribs = [(name,) for name in names if _looks(probe, name, ("rib",), Category.RIB)]
    whole = [parts] if parts else [rib for rib in ribs if rib[0] not in parts]
    for iban in (name for name in names if _looks(probe, name, ("iban",), Category.IBAN)):
        yield from (PairPlan("iban_rib", (iban, *rib)) for rib in whole)
    for siret in (name for name in names if _looks(probe, name, ("siret",), Category.SIRET)):
        for siren in (name for name in names if _looks(probe, name, ("siren",), Category.SIREN)):
            yield PairPlan("siret_siren", (siret, siren))


def _nir_keys(probe: Probe, numbers: Sequence[str]) -> Iterable[PairPlan]:
    keys = [
        column.name
        for column in probe.columns
        if set(probe.column(column.name).lengths) <= {1, 2} and _names_key(probe, column.name)
    ]
    for number in numbers:
        lengths = probe.column(number).lengths
        if keys and lengths.get(13, 0) * 2 >= sum(lengths.values()):
            yield PairPlan("nir_key", (number, _nearest(probe, number, keys)))


def _names_key(probe: Probe, name: str) -> bool:
    clue = probe.names.of(name).clue(Category.NIR)
    return clue is not None and clue.variant == "key"


def _births(probe: Probe, numbers: Sequence[str], names: Sequence[str]) -> Iterable[PairPlan]:
    dates = [name for name in names if name not in numbers and _is_date(probe, name)]
    dates.sort(key=lambda name: probe.names.of(name).clue(Category.BIRTH_DATE) is None)
    for number in numbers:
        yield from (PairPlan("nir_birth_date", (number, date)) for date in dates[:2])


def _sexes(probe: Probe, numbers: Sequence[str]) -> Iterable[PairPlan]:
    """The first column of two codes of sex, beside each number."""
    coded = (column.name for column in probe.columns if _is_sex(probe.column(column.name)))
    for sex in islice(coded, 1):
        yield from (PairPlan("nir_sex", (number, sex)) for number in numbers)


def _is_sex(profile: ColumnProfile) -> bool:
    hits = profile.hits.get("sex")
    return hits is not None and profile.distinct.value == _SEXES < hits.valid == profile.filled


def _is_date(probe: Probe, name: str) -> bool:
    profile = probe.column(name)
    return profile.filled > 0 and sum(profile.years.values()) * 2 >= profile.filled


def _looks(probe: Probe, name: str, kernels: Sequence[str], category: Category) -> bool:
    """Whether half the cells have the shape, or the name says so and nothing was read."""
    profile = probe.column(name)
    if profile.filled == 0:
        return probe.names.of(name).clue(category) is not None
    shaped = max(
        (hits.valid + hits.wrong_key for k, hits in profile.hits.items() if k in kernels), default=0
    )
    return shaped * 2 >= profile.filled


def _rib_parts(probe: Probe) -> tuple[str, ...]:
    """Four columns in a row as long as bank, branch, account and key, or named so."""
    columns = [column.name for column in probe.columns]
    for start in range(len(columns) - 3):
        window = columns[start : start + 4]
        if all(
            _as_long(probe.column(name), width)
            for name, width in zip(window, _RIB_PARTS, strict=True)
        ):
            return tuple(window)
    named = {
        clue.variant: name
        for name in columns
        if (clue := probe.names.of(name).clue(Category.RIB)) and clue.variant
    }
    order = ("bank_code", "branch_code", "account_number", "key")
    return tuple(named[part] for part in order) if named.keys() >= set(order) else ()


def _as_long(profile: ColumnProfile, width: int) -> bool:
    """Whether nearly all cells are of that width; a number may have lost leading zeros."""
    exact = profile.lengths.get(width, 0)
    return exact > 0 and exact * 10 >= profile.filled * 9


def _nearest(probe: Probe, name: str, among: Sequence[str]) -> str:
    order = [column.name for column in probe.columns]
    return min(among, key=lambda other: abs(order.index(other) - order.index(name)))


def _person_keys(probe: Probe) -> Iterable[PersonKeyPlan]:
    """The best key of each kind of person first, then the second best."""
    insured = list(_insured_keys(probe))
    practitioners = list(_practitioner_keys(probe))
    yield from insured[:1]
    yield from practitioners[:1]
    yield from insured[1:]
    yield from practitioners[1:]


def _insured_keys(probe: Probe) -> Iterable[PersonKeyPlan]:
    numbers = _with(probe, Category.NIR, _INSURED)
    if numbers:
        # The insured person's number and the dependant's stand for two persons of one row.
        yield PersonKeyPlan("nir", tuple(numbers), Subject.INSURED)
    yield from _references(probe, _INSURED - {Subject.UNKNOWN}, Subject.INSURED)
    people = _with(probe, Category.PERSON, _INSURED)
    births = _with(probe, Category.BIRTH_DATE, _INSURED)
    if people and births:
        yield PersonKeyPlan("civil_status", (*people[:2], births[0]), Subject.INSURED)


def _practitioner_keys(probe: Probe) -> Iterable[PersonKeyPlan]:
    anyone = frozenset(Subject)
    for category in (Category.RPPS, Category.FINESS, Category.SIRET, Category.ADELI):
        for name in _with(probe, category, anyone)[:1]:
            yield PersonKeyPlan(category.value.lower(), (name,), Subject.PRACTITIONER)
    practitioner = frozenset({Subject.PRACTITIONER})
    yield from _references(probe, practitioner, Subject.PRACTITIONER)
    parts = _rib_parts(probe)
    if parts:
        yield PersonKeyPlan("rib", parts, Subject.PRACTITIONER)


def _references(
    probe: Probe, subjects: frozenset[Subject], subject: Subject
) -> Iterable[PersonKeyPlan]:
    """The one-column key of a table with one row a person.

    The key of an invoice or a payment counts documents, whoever they concern.
    """
    key = probe.container.primary_key
    readable_key = len(key) == 1 and any(column.name == key[0] for column in probe.columns)
    if readable_key and probe.names.subject in subjects and _one_row_a_person(probe, subjects):
        yield PersonKeyPlan(f"reference:{probe.container.name}.{key[0]}", key, subject)


def _one_row_a_person(probe: Probe, subjects: frozenset[Subject]) -> bool:
    """Whether what identifies such a person hardly repeats from row to row."""
    identifying = [name for category in _IDENTIFYING for name in _with(probe, category, subjects)]
    if identifying:
        return any(_hardly_repeats(probe.column(name)) for name in identifying)
    people = _with(probe, Category.PERSON, subjects)
    births = _with(probe, Category.BIRTH_DATE, subjects)
    return bool(people and births) and _hardly_repeats(probe.column(people[0]))


def _hardly_repeats(profile: ColumnProfile) -> bool:
    return profile.filled > 0 and profile.distinct.value >= profile.filled * _HARDLY_REPEATS


def _with(probe: Probe, category: Category, subjects: frozenset[Subject]) -> list[str]:
    return [
        column.name
        for column in probe.columns
        if (verdict := probe.verdict(column.name, category))
        and verdict.mode is Mode.IS
        and verdict.form is Form.CLEAR
        and verdict.variant != "key"
        and verdict.subject in subjects
    ]
