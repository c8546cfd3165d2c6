"""What audit.yaml says of a category in a container that a migration touches."""

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from auditor.exposure.necessity import Sight, judge
from auditor.exposure.placements import Placement, place
from auditor.exposure.stored import READ_SIDES
from auditor.model.catalogue import Container
from auditor.model.refs import ContainerRef
from auditor.model.verdicts import Verdict
from auditor.model.vocabulary import Audience, Necessity, Provenance
from auditor.policy.model import Policy
from auditor.policy.roles import role_rule

UNDECLARED = "undeclared"
_WIDEST = (
    *(Audience.PUBLIC, Audience.PRACTITIONER, Audience.INSURED, Audience.INSURER),
    *(Audience.SUPPORT, Audience.STATISTICS, Audience.DEVELOPER, Audience.ADMINISTRATOR),
)
_WORST = (*(Necessity.EXCESSIVE, Necessity.TO_JUSTIFY, Necessity.UNDETERMINED, Necessity.NEEDED),)
_SCHEMAS = ("public", "dbo", "main")
"""Schemas that a statement leaves unsaid."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The least favourable word of the surfaces of a container on one verdict."""

    word: str
    """A `Necessity`, or `undeclared` where nobody said what the container is for."""
    declared: bool
    audience: Audience | None = None
    surface: str = ""
    provenance: Provenance | None = None


class Purposes:
    """Who reads which container and why, looked up once a container."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._placed: dict[str, tuple[Placement, ...]] = {}

    def of(self, container: Container, verdict: Verdict) -> Standing:
        """What the purposes of that container say of the verdict."""
        placements = self._placements(container)
        if not placements:
            return Standing(UNDECLARED, declared=False)
        return min((self._one(placement, verdict) for placement in placements), key=_badness)

    def of_grant(self, role: str, container: Container, verdict: Verdict) -> Standing:
        """What the purposes of a role of audit.yaml say of a verdict that it is given to read.

        A role that is not declared stands where the container does.
        """
        rule = role_rule(self._policy.roles, role.strip("'\"`[]"))
        if rule is None:
            return self.of(container, verdict)
        name = container.name
        placement = Placement(
            container.ref.source,
            name,
            role,
            rule.audience,
            rule.purposes,
            rule.scope,
            declared=True,
        )
        return self._one(placement, verdict)

    def ids(self, container: Container) -> tuple[str, ...]:
        """The declared purposes of that container."""
        found = (p for p in self._placements(container) if p.declared)
        return tuple(dict.fromkeys(name for p in found for name in p.purposes))

    def retention_column(self, container: Container, column: str) -> bool:
        """Whether a declared retention period counts from that column."""
        return any(
            rule.column == column and fnmatchcase(name, pattern)
            for rule in self._policy.retention
            for pattern in rule.match
            for name in _spellings(container.name)
        )

    def _one(self, placement: Placement, verdict: Verdict) -> Standing:
        kind = self._policy.environment.kind
        sight = Sight(
            verdict.category, verdict.subject, verdict.form, placement.scope, environment=kind
        )
        need, ground = judge(self._policy.purposes, placement.purposes, READ_SIDES, sight)
        return Standing(
            need.value,
            placement.declared,
            placement.audience,
            placement.surface,
            ground.provenance if ground else None,
        )

    def _placements(self, container: Container) -> tuple[Placement, ...]:
        name = container.name
        if name not in self._placed:
            self._placed[name] = self._find(container)
        return self._placed[name]

    def _find(self, container: Container) -> tuple[Placement, ...]:
        """A table of audit.yaml may be written with the schema that the statement leaves out."""
        presumed: tuple[Placement, ...] = ()
        for name in _spellings(container.name):
            ref = ContainerRef(container.ref.source, name)
            found = place(self._policy, (replace(container, ref=ref),))
            if any(placement.declared for placement in found):
                return found
            presumed = presumed or found
        return presumed


def _spellings(name: str) -> tuple[str, ...]:
    schema, _, bare = name.rpartition(".")
    if not schema:
        return (name, *(f"{schema}.{name}" for schema in _SCHEMAS))
    return (name, bare) if schema.lower() in _SCHEMAS else (name,)


def _badness(standing: Standing) -> tuple[int, int]:
    audience = _WIDEST.index(standing.audience) if standing.audience else len(_WIDEST)
    return _WORST.index(Necessity(standing.word)), audience
