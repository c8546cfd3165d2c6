"""What kind of data the targets hold: declared, or guessed from names with a gap that asks."""

from dataclasses import replace

from auditor.model.gaps import Gap
from auditor.model.result import Environment
from auditor.model.vocabulary import EnvironmentKind, GapKind
from auditor.naming.split import words_of
from auditor.policy.model import Policy

_COPY = frozenset({"recette", "preprod", "preproduction", "staging", "qualif", "uat", "rec"})
_PRODUCTION = frozenset({"prod", "production"})


def settle(policy: Policy, sources: tuple[str, ...]) -> tuple[Policy, tuple[Gap, ...]]:
    """The policy with an environment, and the gap that asks for a declaration where it has none."""
    if policy.environment.declared:
        return policy, ()
    words = {word for source in sources for word in words_of(source)}
    kind = None
    if words & _COPY:
        kind = EnvironmentKind.PRODUCTION_COPY
    elif words & _PRODUCTION:
        kind = EnvironmentKind.PRODUCTION
    gap = Gap(
        GapKind.UNDECLARED,
        "environment_presumed" if kind else "environment",
        detail=(("kind", kind.value if kind else ""),),
    )
    environment = Environment(kind, declared=False)
    return replace(policy, environment=environment), (gap,)
