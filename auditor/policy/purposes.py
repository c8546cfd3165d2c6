"""The purpose matrix: which purpose needs which category of whom, on which side.

Shipped in `rules/purposes.yaml`; audit.yaml adds purposes and replaces cells. A category that no
cell names is undetermined, never "not needed".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from auditor.model.vocabulary import Audience, Category, Personal, Provenance, Subject
from auditor.policy.legal import legal_texts, read_label
from auditor.policy.model import CONDITIONS, NEEDS, SIDES, Cell, Confirmation, Purpose
from auditor.strictyaml import Node, YamlError, load, raise_together, read_each
from auditor.taxonomy import CATEGORIES

GROUPS: Mapping[str, tuple[Category, ...]] = {
    "contacts": (
        Category.ADDRESS,
        Category.CITY,
        Category.POSTCODE,
        Category.EMAIL_ADDRESS,
        Category.PHONE_NUMBER,
    ),
    "bank": (Category.IBAN, Category.RIB, Category.BIC),
    "address": (Category.ADDRESS, Category.CITY, Category.POSTCODE),
    # ADELI is what RPPS replaces: wherever one is needed the other was.
    "practice_ids": (Category.RPPS, Category.ADELI, Category.FINESS),
}
"""Short words for categories that the matrix always names together."""

OTHERS = "others"
"""Every personal category that no other cell of the side names for the same subjects."""

WHO: Mapping[str, tuple[Subject, ...]] = {
    "anyone": (),
    "insured": (Subject.INSURED, Subject.DEPENDANT),
    "policyholder": (Subject.INSURED,),
    "dependant": (Subject.DEPENDANT,),
    "practitioner": (Subject.PRACTITIONER,),
    # A practice may be filed under its firm: name, address and phone are those of the same place.
    "practice": (Subject.PRACTITIONER, Subject.ORGANISATION),
    "staff": (Subject.STAFF,),
    "organisation": (Subject.ORGANISATION,),
    "unknown": (Subject.UNKNOWN,),
    # Where a purpose needs the data of one side only, a subject that could not be told is that one.
    "member": (Subject.INSURED, Subject.DEPENDANT, Subject.UNKNOWN),
    "payee": (Subject.PRACTITIONER, Subject.ORGANISATION, Subject.UNKNOWN),
    "account_holder": (Subject.PRACTITIONER, Subject.STAFF, Subject.UNKNOWN),
}

_Key = tuple[Category, Subject | None]
_Cells = dict[_Key, Cell]

_SHOWN = ("answer", "stored", "request")
"""The side that a cell without one speaks of: what is shown, where the purpose answers anything."""
_CELL_KEYS = ("need", "what", "who", "when", "provenance", "basis")
_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")


def lookup(purpose: Purpose, side: str, category: Category, subject: Subject) -> Cell | None:
    """The cell for that category and subject; None where the matrix says nothing.

    A cell that names the subject goes before one that holds for anyone.
    """
    general = None
    for cell in purpose.sides.get(side, ()):
        if cell.category is category:
            if subject in cell.subjects:
                return cell
            if not cell.subjects:
                general = cell
    return general


@cache
def shipped_purposes() -> Mapping[str, Purpose]:
    """The purposes of `rules/purposes.yaml`, by id."""
    text = files("auditor.rules").joinpath("purposes.yaml").read_text(encoding="utf-8")
    root = load(text, "rules/purposes.yaml").mapping(("purposes",), ("purposes",))
    entries = root["purposes"].mapping()
    read = read_each(entries.values(), _shipped_purpose)
    return {name: replace(purpose, id=name) for name, purpose in zip(entries, read, strict=True)}


def override(shipped: Mapping[str, Purpose], node: Node) -> Mapping[str, Purpose]:
    """The matrix with the `purposes` of audit.yaml laid over it.

    A cell of the client replaces what the shipped matrix says of the same category and subject.
    It is a hypothesis unless `confirmed: {by, on, because}` stands beside it.
    """
    merged = dict(shipped)
    faults = []
    for name, entry in node.mapping().items():
        try:
            if not _ID.fullmatch(name):
                raise node.keys[name].fault("policy_purpose_id")
            merged[name] = _overridden(name, entry, shipped.get(name))
        except YamlError as fault:
            faults.append(fault)
    raise_together(faults)
    return merged


def cells_of(purposes: Iterable[Purpose]) -> tuple[Cell, ...]:
    """Every cell of these purposes."""
    return tuple(cell for p in purposes for cells in p.sides.values() for cell in cells)


def read_date(node: Node) -> str:
    """A day, written `YYYY-MM-DD`."""
    try:
        return date.fromisoformat(node.text()).isoformat()
    except ValueError:
        raise node.fault("yaml_not_date") from None


def _shipped_purpose(node: Node) -> Purpose:
    entry = node.mapping(("label", "audience", *SIDES), ("label", "audience"))
    return Purpose(
        "",
        read_label(entry["label"]),
        entry["audience"].member(Audience),
        _sides(node, confirmed=False),
    )


def _overridden(name: str, node: Node, old: Purpose | None) -> Purpose:
    known = ("label", "audience", *SIDES, *Category)
    entry = node.mapping(known, () if old else ("label", "audience"))
    new = old or Purpose(name, {}, None, {})
    sides = dict(new.sides)
    overlay = _sides(node, confirmed=True)
    if short := _short(entry):
        shown = next((side for side in _SHOWN if side in sides or side in overlay), _SHOWN[0])
        overlay[shown] = (*short, *_without(overlay.get(shown, ()), short))
    for side, cells in overlay.items():
        sides[side] = (*cells, *_without(sides.get(side, ()), cells))
    if "label" in entry:
        new = replace(new, label=_own_label(entry["label"]))
    if "audience" in entry:
        new = replace(new, audience=entry["audience"].member(Audience))
    return replace(new, sides=sides)


def _short(entry: Mapping[str, Node]) -> tuple[Cell, ...]:
    """Cells written as `CATEGORY: {need, who, if}`: what a screen of that purpose shows."""
    lines = [
        (node, (_short_cell(node), (name,)))
        for name, node in entry.items()
        if name in set(Category)
    ]
    return side_of(lines)


def _short_cell(node: Node) -> Cell:
    entry = node.mapping(("need", "who", "if", "confirmed"), ("need",))
    need = entry["need"].word(NEEDS)
    conditions = entry["if"].words(CONDITIONS) if "if" in entry else ()
    if (need == "conditional") != bool(conditions):
        raise node.fault("purpose_conditions")
    confirmation = read_confirmation(entry["confirmed"]) if "confirmed" in entry else None
    provenance = Provenance.CONFIRMED if confirmation else Provenance.HYPOTHESIS
    subjects = WHO[entry["who"].word(WHO)] if "who" in entry else ()
    return Cell(Category.NIR, subjects, need, conditions, provenance, (), confirmation)


def _own_label(node: Node) -> Mapping[str, str]:
    """A client may name a purpose in one language only."""
    if isinstance(node.value, str):
        return dict.fromkeys(("fr", "en"), node.text())
    return read_label(node)


def _without(cells: Iterable[Cell], newer: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells that `newer` leaves standing, shorn of the subjects that it takes over."""
    left = list(cells)
    for new in newer:
        kept = []
        for cell in left:
            if cell.category is not new.category:
                kept.append(cell)
            elif new.subjects and cell.subjects:
                rest = tuple(s for s in cell.subjects if s not in new.subjects)
                if rest:
                    kept.append(replace(cell, subjects=rest))
            elif new.subjects:
                kept.append(cell)
        left = kept
    return tuple(left)


def _sides(node: Node, *, confirmed: bool) -> dict[str, tuple[Cell, ...]]:
    entry = node.mapping()
    return {side: _side(entry[side], confirmed=confirmed) for side in SIDES if side in entry}


def _side(node: Node, *, confirmed: bool) -> tuple[Cell, ...]:
    keys = (*_CELL_KEYS[:-2], "confirmed") if confirmed else _CELL_KEYS
    return side_of(
        zip(node.items(), read_each(node.items(), lambda i: _cell(i, keys)), strict=True)
    )


def side_of(lines: Iterable[tuple[Node, tuple[Cell, tuple[str, ...]]]]) -> tuple[Cell, ...]:
    """The cells of one side from its lines, each a cell with the words for its categories."""
    every = list(lines)
    cells: _Cells = {}
    for node, (cell, whats) in every:
        for category in _expanded(whats):
            for key, one in _spread(cell, category):
                if key in cells:
                    raise node.fault("purpose_cell_twice", category=category.value)
                cells[key] = one
    for _, (cell, whats) in every:
        if OTHERS in whats:
            _fill(cells, cell)
    return _joined(cells.values())


def _cell(node: Node, keys: tuple[str, ...]) -> tuple[Cell, tuple[str, ...]]:
    """One line of the matrix, its categories still in words; the category is a placeholder."""
    entry = node.mapping(keys, ("need", "what"))
    whats = entry["what"].words((OTHERS, *GROUPS, *Category))
    need = entry["need"].word(NEEDS)
    conditions = entry["when"].words(CONDITIONS) if "when" in entry else ()
    if (need == "conditional") != bool(conditions):
        raise node.fault("purpose_conditions")
    confirmation = read_confirmation(entry["confirmed"]) if "confirmed" in entry else None
    provenance = Provenance.CONFIRMED if confirmation else Provenance.HYPOTHESIS
    if "provenance" in entry:
        provenance = entry["provenance"].member(Provenance)
    basis = entry["basis"].words(legal_texts()) if "basis" in entry else ()
    if provenance is Provenance.TEXT and not basis:
        raise node.fault("purpose_text_without_basis")
    subjects = WHO[entry["who"].word(WHO)] if "who" in entry else ()
    cell = Cell(Category.NIR, subjects, need, conditions, provenance, basis, confirmation)
    return cell, whats


def read_confirmation(node: Node) -> Confirmation:
    """Who confirmed, when and why; all three are required."""
    keys = ("by", "on", "because")
    entry = node.mapping(keys, keys)
    return Confirmation(entry["by"].text(), read_date(entry["on"]), entry["because"].text())


def _expanded(whats: Iterable[str]) -> tuple[Category, ...]:
    named = [c for what in whats if what != OTHERS for c in GROUPS.get(what) or (Category(what),)]
    return tuple(dict.fromkeys(named))


def _spread(cell: Cell, category: Category) -> Iterator[tuple[_Key, Cell]]:
    """The cell for that category, once for each of its subjects."""
    for subject in cell.subjects or (None,):
        subjects = (subject,) if subject else ()
        yield (category, subject), replace(cell, category=category, subjects=subjects)


def _fill(cells: _Cells, cell: Cell) -> None:
    """Give `cell` to every personal category that stands nowhere yet for its subjects."""
    for category, info in CATEGORIES.items():
        if info.personal is not Personal.NO and (category, None) not in cells:
            for key, one in _spread(cell, category):
                cells.setdefault(key, one)


def _joined(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Cells that differ in their subject alone become one again."""
    joined: dict[tuple[Cell, bool], list[Subject]] = {}
    for cell in cells:
        key = replace(cell, subjects=()), not cell.subjects
        joined.setdefault(key, []).extend(cell.subjects)
    return tuple(replace(cell, subjects=tuple(subjects)) for (cell, _), subjects in joined.items())
