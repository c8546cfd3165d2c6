"""Which screens of a portal serve which purpose: the `screens` key of audit.yaml."""

from collections.abc import Mapping

from auditor.model.vocabulary import Audience, Category, Provenance, Scope
from auditor.policy.model import CONDITIONS, Cell, Purpose, ScreenRule
from auditor.policy.purposes import GROUPS, OTHERS, WHO, read_confirmation, side_of
from auditor.strictyaml import Node, read_each

_SCOPES: Mapping[str, tuple[str, ...]] = {
    Scope.OWN.value: ("own",),
    Scope.ASKED_PERSON.value: ("asked_person",),
    Scope.EVERYONE.value: (),
}
"""The condition that each `of` stands for; everyone's needs none."""


def read_screens(node: Node, purposes: Mapping[str, Purpose]) -> tuple[ScreenRule, ...]:
    """The screens of an audit.yaml, in their order."""
    return read_each(node.items(), lambda item: _screen(item, purposes))


def _screen(node: Node, purposes: Mapping[str, Purpose]) -> ScreenRule:
    entry = node.mapping(("match", "purpose", "needs", "audience", "confirmed"), ("match",))
    if ("purpose" in entry) == ("needs" in entry):
        raise node.fault("policy_screen_needs")
    ids = entry["purpose"].words(purposes) if "purpose" in entry else ()
    if "purpose" in entry and not ids:
        raise entry["purpose"].fault("policy_screen_needs")
    match = entry["match"].text()
    provenance = Provenance.HYPOTHESIS
    if "confirmed" in entry:
        read_confirmation(entry["confirmed"])
        provenance = Provenance.CONFIRMED
    audience = entry["audience"].member(Audience) if "audience" in entry else None
    needs = _needs(entry["needs"], match, provenance) if "needs" in entry else None
    return ScreenRule(match, ids, needs, audience)


def _needs(node: Node, match: str, provenance: Provenance) -> Purpose:
    """A closed list as a purpose of its own: what it names, and nothing else."""
    entries = node.mapping((*GROUPS, *Category)) if node.value is not None else {}
    lines = [(item, (_need(item, provenance), (name,))) for name, item in entries.items()]
    rest = Cell(Category.NIR, (), "not_needed", (), provenance)
    cells = side_of([*lines, (node, (rest, (OTHERS,)))])
    return Purpose(match, dict.fromkeys(("fr", "en"), match), None, {"answer": cells})


def _need(node: Node, provenance: Provenance) -> Cell:
    entry = node.mapping(("of", "who", "if")) if node.value is not None else {}
    conditions = _SCOPES[entry["of"].word(_SCOPES)] if "of" in entry else ()
    if "if" in entry:
        conditions += entry["if"].words(CONDITIONS)
    subjects = WHO[entry["who"].word(WHO)] if "who" in entry else ()
    need = "conditional" if conditions else "needed"
    return Cell(Category.NIR, subjects, need, tuple(dict.fromkeys(conditions)), provenance)
