"""Which container stands behind which surface, declared in audit.yaml or presumed from names.

A presumption keeps an undeclared target from being silent; it is marked as such everywhere, and a
gap asks for the declaration that would replace it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from auditor.model.catalogue import Container
from auditor.model.exposure import Surface
from auditor.model.gaps import Gap
from auditor.model.naming import ContainerNames
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import Audience, GapKind, Scope, Subject
from auditor.naming.split import words_of
from auditor.policy.model import Policy, TableRule


@dataclass(frozen=True, slots=True)
class Placement:
    """A container as one surface shows it, with the purposes that hold for this container."""

    source: str
    container: str
    surface: str
    audience: Audience | None
    purposes: tuple[str, ...]
    scope: Scope | None
    """None where it was not declared: conditions on the scope are then not observable."""
    declared: bool


@dataclass(frozen=True, slots=True)
class Presumption:
    """What a container's name lets one presume of who reads it, and why."""

    words: frozenset[str]
    surface: str
    audience: Audience | None
    purposes: tuple[str, ...]


_PORTAL = frozenset({"portail", "portal", "extranet", "front", "guichet"})
_PRESUMPTIONS = (
    Presumption(
        frozenset({"annuaire", "directory"}),
        "portail_annuaire",
        Audience.PRACTITIONER,
        ("practitioner_directory",),
    ),
    Presumption(
        frozenset({"adherent", "adherents", "assure", "assures", "beneficiaire", "beneficiaires"}),
        "portail_droits",
        Audience.PRACTITIONER,
        ("rights_check",),
    ),
    Presumption(
        frozenset({"droit", "droits", "rights", "couverture"}),
        "portail_droits",
        Audience.PRACTITIONER,
        ("rights_check",),
    ),
    Presumption(
        frozenset({"ps", "praticien", "praticiens", "professionnel", "professionnels", "fiche"}),
        "portail_annuaire",
        Audience.PRACTITIONER,
        ("practitioner_directory",),
    ),
)


_BY_SUBJECT: Mapping[Subject, Presumption] = {
    Subject.INSURED: _PRESUMPTIONS[1],
    Subject.DEPENDANT: _PRESUMPTIONS[1],
    Subject.PRACTITIONER: _PRESUMPTIONS[0],
}
"""What a portal shows of whom, where no word of the table says more."""
_BEHIND = frozenset({"payment", "account", "log", "technical", "copy", "reference", "ticket"})
"""Roles of tables that a portal keeps rather than shows."""


def place(
    policy: Policy,
    containers: Sequence[Container],
    names: Mapping[ContainerRef, ContainerNames] | None = None,
) -> tuple[Placement, ...]:
    """Every (surface, container) pair: all declared rules that match, else one presumption."""
    read = names or {}
    placements: list[Placement] = []
    for container in containers:
        rules = [rule for rule in policy.tables if _matches(rule, container.name)]
        # What nobody has read over gives way to what somebody declared.
        rules = [rule for rule in rules if not rule.presumed] or rules
        placements += [_declared(rule, container) for rule in rules]
        if not rules and (presumed := _presumed(container, read.get(container.ref))):
            placements.append(presumed)
    return tuple(placements)


def surfaces(placements: Iterable[Placement]) -> tuple[Surface, ...]:
    """The surfaces that the placements make up, in name order."""
    groups: dict[tuple[str, bool], list[Placement]] = {}
    for placement in placements:
        groups.setdefault((placement.surface, placement.declared), []).append(placement)
    return tuple(
        Surface(
            id=surface,
            kind="table",
            audience=group[0].audience,
            purposes=tuple(sorted({purpose for p in group for purpose in p.purposes})),
            declared=declared,
            containers=tuple(sorted({p.container for p in group})),
        )
        for (surface, declared), group in sorted(groups.items())
    )


def undeclared(
    policy: Policy,
    containers: Sequence[Container],
    placements: Sequence[Placement],
    personal: Mapping[tuple[str, str], int],
) -> tuple[Gap, ...]:
    """Gaps for what audit.yaml does not say, the most affected first.

    `personal` counts the personal fields by (source, container); a container without any needs no
    declaration.
    """
    placed = {(p.source, p.container) for p in placements if p.declared}
    presumed = {(p.source, p.container): p for p in placements if not p.declared}
    silent: dict[tuple[str, str], list[str]] = {}
    gaps = []
    for container in containers:
        key = (container.ref.source, container.name)
        if key in placed or not personal.get(key):
            continue
        if key in presumed:
            gaps.append(_presumption_gap(presumed[key]))
            continue
        silent.setdefault((key[0], _group(container.name)), []).append(container.name)
    for (source, group), names in silent.items():
        gaps.append(
            Gap(
                GapKind.UNDECLARED,
                "no_surface",
                source,
                count=len(names),
                detail=(("group", group or "*"), ("example", names[0])),
            )
        )
    gaps.sort(key=lambda gap: (-gap.count, gap.source, gap.container, gap.detail))
    return (*gaps, *_idle_rules(policy, containers))


def _idle_rules(policy: Policy, containers: Sequence[Container]) -> Iterable[Gap]:
    """A rule that matches nothing is a typo or a table that the account cannot see."""
    for rule in policy.tables:
        if not any(_matches(rule, container.name) for container in containers):
            yield Gap(
                GapKind.UNDECLARED,
                "rule_matches_nothing",
                detail=(("match", ", ".join(rule.match)), ("surface", rule.surface)),
            )


def _presumption_gap(placement: Placement) -> Gap:
    return Gap(
        GapKind.UNDECLARED,
        "presumed_surface",
        placement.source,
        placement.container,
        detail=(("surface", placement.surface), ("purposes", ", ".join(placement.purposes))),
    )


def _matches(rule: TableRule, name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in rule.match)


def _declared(rule: TableRule, container: Container) -> Placement:
    return Placement(
        container.ref.source,
        container.name,
        rule.surface,
        rule.audience,
        rule.purposes,
        rule.scope,
        declared=not rule.presumed,
    )


def _presumed(container: Container, names: ContainerNames | None) -> Placement | None:
    """What the words of the table and its schema let presume, else whose records it holds."""
    words = frozenset(words_of(container.name))
    if not words & _PORTAL:
        return None
    found = next((one for one in _PRESUMPTIONS if words & one.words), None)
    if found is None and names is not None and names.role not in _BEHIND:
        found = _BY_SUBJECT.get(names.subject)
    if found is None:
        return None
    return Placement(
        container.ref.source,
        container.name,
        found.surface,
        found.audience,
        found.purposes,
        None,
        declared=False,
    )


def _group(name: str) -> str:
    """The schema of a container, "" where its source has none."""
    return name.rpartition(".")[0]
