"""Draws a corpus: names from a style and a vocabulary, rows, and the answer of every column."""

from collections.abc import Mapping, Sequence
from random import Random

from tests.corpus import styles
from tests.corpus.identities import Person, firms, people
from tests.corpus.kinds_clean import CLEAN
from tests.corpus.kinds_personal import PERSONAL
from tests.corpus.model import ColumnSpec, Corpus, Kind, Row, TableSpec, Truth
from tests.corpus.tables import PLANS, VIEWS, Plan
from tests.corpus.vocabularies import VOCABULARIES, Vocabulary

KINDS: Mapping[str, Kind] = {**CLEAN, **PERSONAL}
TYPES = {
    "e_sexe": "CREATE TYPE e_sexe AS ENUM ('M', 'F')",
    "e_statut": "CREATE TYPE e_statut AS ENUM ('A', 'S', 'R')",
    "d_nir": "CREATE DOMAIN d_nir AS char(15)",
}
_COMMENTS = {
    "nir_odd": "Clé de rapprochement avec le fichier de l'assurance maladie",
    "not_nir": "Nature de l'intervention requise",
    "epoch": "Millisecondes depuis 1970",
    "birth_number": "AAAAMMJJ",
}
_NULLS = (0.0, 0.0, 0.0, 0.02, 0.2, 0.6)
_WRONG = (0.0, 0.01, 0.03)
_WHOLE = {"split", "rare", "text", "look_alike", "staging"}
"""Difficulties whose columns stay full: their rates or their neighbours are the point."""
_TYPED = {"nir15", "siret", "finess", "rpps", "iban", "rib"}
"""Identifiers that people type: a few keys are wrong, as in any real base."""
_AGES = {"dependant": (0, 24), "practitioner": (27, 70), "staff": (20, 66)}


def schema(
    seed: int = 1, style: str = "mixed", vocabulary: str = "tuning", rows: int = 300
) -> Corpus:
    """The corpus of that seed: style is `mixed` or a key of `styles.STYLES`, rows per table.

    Some tables have multiples of `rows`, the empty ones none. Under 100 rows a share of a few
    cells in a hundred may come to nothing, and its answer with it.
    """
    words = VOCABULARIES[vocabulary]
    rng = Random(seed)  # noqa: S311 - a corpus must be reproducible
    maker = _Maker(rng, words, rows)
    for plan in PLANS:
        chosen = rng.choice(sorted(styles.STYLES)) if style == "mixed" else style
        maker.table(plan, chosen)
    for view in VIEWS:
        maker.view(*view)
    return Corpus(vocabulary, style, seed, tuple(maker.tables), TYPES)


class _Maker:
    def __init__(self, rng: Random, words: Vocabulary, rows: int) -> None:
        self.tables: list[TableSpec] = []
        self._rng, self._words, self._rows = rng, words, rows
        self._by_plan: dict[str, TableSpec] = {}
        self._firms = firms(rng, words, rows)
        self._pools: dict[str, Sequence[Person]] = {}
        self._taken: set[str] = set()

    def table(self, plan: Plan, style: str) -> None:
        """Add the table of that plan, named and filled."""
        names = self._words.tables[plan.entry]
        name = styles.free(self._choices(names, style, "table", ""), self._taken)
        taken: set[str] = set()
        columns = tuple(self._column(plan, code, style, taken) for code in plan.kinds)
        rows = tuple(self._row(plan.subject, columns, at) for at in range(self._rows * plan.factor))
        self._by_plan[plan.entry] = TableSpec(name, columns, rows)
        self.tables.append(self._by_plan[plan.entry])

    def view(self, kind: str, prefix: str, over: str, shown: Sequence[str]) -> None:
        """Add a view that shows some columns of a table, with the same answers."""
        base = self._by_plan[over]
        columns = tuple(column for column in base.columns if column.kind in shown)
        listed = ", ".join(f'"{column.name}"' for column in columns)
        query = f'SELECT {listed} FROM "{base.name}"'
        self.tables.append(TableSpec(f"{prefix}_{base.name}", columns, (), query, kind))

    def _column(self, plan: Plan, code: str, style: str, taken: set[str]) -> ColumnSpec:
        kind, target = _kind(code), ""
        table = self._words.tables[plan.entry][styles.language(style)][0]
        names = self._words.columns[kind.words]
        if code.startswith(">"):
            target = self._by_plan[code[1:]].name
            french, english = self._words.tables[code[1:]]
            names = tuple(f"{name}_id" for name in french), tuple(f"{name}_id" for name in english)
        empty = plan.factor == 0
        truth = frozenset() if empty else _truth(kind, plan.subject)
        return ColumnSpec(
            name=styles.free(self._choices(names, style, kind.type, table), taken),
            type=kind.type,
            kind=code,
            truth=truth,
            accept=kind.accept | (frozenset(kind.categories) if empty else frozenset()),
            difficulty=_difficulty(kind, style, empty=empty),
            comment=self._comment(code, kind, style),
            nulls=self._rng.choice(_NULLS) if _may_lack(code, kind) else 0.0,
            wrong=self._rng.choice(_WRONG) if code in _TYPED else 0.0,
            references=target,
        )

    def _comment(self, code: str, kind: Kind, style: str) -> str:
        """What the catalogue says of a column: an odd one's own story, or a cut name in full."""
        told = style == "legacy" and kind.difficulty != "decoy" and self._rng.randrange(3) == 0
        full = self._words.columns[kind.words][0][0].replace("_", " ").capitalize()
        return _COMMENTS.get(code, full if told and not code.startswith(">") else "")

    def _choices(
        self, names: Sequence[Sequence[str]], style: str, type_: str, table: str
    ) -> list[str]:
        write = styles.STYLES[style]
        spelled = [write(name, type_, table) for name in names[styles.language(style)]]
        self._rng.shuffle(spelled)
        return spelled

    def _row(self, subject: str, columns: Sequence[ColumnSpec], index: int) -> tuple[object, ...]:
        row = Row(
            rng=self._rng,
            index=index,
            person=self._person(subject, index),
            firm=self._firms[index * 3 % len(self._firms)],
            words=self._words,
        )
        return tuple(self._cell(column, row) for column in columns)

    def _cell(self, column: ColumnSpec, row: Row) -> object:
        if column.references:
            return self._rng.randint(1, self._rows)
        value = _kind(column.kind).draw(row)
        draw = self._rng.random()
        if draw < column.nulls:
            return None
        return _mistyped(str(value), self._rng) if draw > 1 - column.wrong else value

    def _person(self, subject: str, index: int) -> Person:
        if subject not in self._pools:
            ages = _AGES.get(subject, (19, 95))
            self._pools[subject] = people(self._rng, self._words, self._rows, ages)
        return self._pools[subject][index % self._rows]


def _kind(code: str) -> Kind:
    return KINDS["id" if code.startswith(">") else code]


def _may_lack(code: str, kind: Kind) -> bool:
    return code not in {"id", "uuid"} and kind.difficulty not in _WHOLE


def _mistyped(text: str, rng: Random) -> str:
    """The text with one digit changed before the last three: the shape stays, the key fails."""
    at = max(at for at, char in enumerate(text[:-3]) if char.isdigit())
    return f"{text[:at]}{(int(text[at]) + rng.randint(1, 8)) % 10}{text[at + 1 :]}"


def _truth(kind: Kind, subject: str) -> frozenset[Truth]:
    whose = kind.subject or subject
    exact = {Truth(category, "is", whose) for category in kind.categories}
    return frozenset(exact | {Truth(category, "contains", whose) for category in kind.inside})


def _difficulty(kind: Kind, style: str, *, empty: bool) -> str:
    if empty:
        return "empty"
    if kind.difficulty == "plain" and style == "legacy":
        return "cryptic"
    return kind.difficulty
