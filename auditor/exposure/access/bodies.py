"""What a view or routine asks for when it runs: the rights of its owner or user, and their rows."""

from collections.abc import Iterator, Mapping

from auditor.exposure.access.held import Held
from auditor.exposure.access.rows import Policies, joined, widest
from auditor.model.access import Relation

Key = tuple[str, str]
"""Who runs it, "" where that changes nothing, and what is run."""


class Bodies:
    """The relations under each view, followed as whoever they are asked as; views may be broken.

    Of a routine no more is known than its `reads`; one without any is taken to run.
    """

    def __init__(self, relations: Mapping[str, Relation], held: Held, policies: Policies) -> None:
        self._relations = relations
        self._held = held
        self._policies = policies
        self._runs: dict[Key, bool] = {}
        self._behind: dict[Key, Mapping[str, str]] = {}
        self._asks: dict[str, bool] = {}

    def runs(self, user: str, relation: Relation) -> bool:
        """Whether reading it as that user meets no refusal further down, or want of an owner."""
        if relation.runs_as == "owner" and not self._has_owner(user, relation):
            return False
        if _has_body(relation) and self._key(user, relation) not in self._runs:
            for runner, one in self._beneath(user, relation):
                # A view that comes back to itself cannot be read by anybody.
                self._runs[self._key(runner, one)] = all(
                    self._allowed(who, base, columns) and self._ran(below, base)
                    for who, below, base, columns in self._under(runner, one)
                )
        return self._ran(user, relation)

    def behind(self, user: str, relation: Relation) -> Mapping[str, str]:
        """The tables under it and which of their rows it shows to that user."""
        if _has_body(relation) and self._key(user, relation) not in self._behind:
            for runner, one in self._beneath(user, relation):
                found: dict[str, str] = {}
                for who, below, base, _ in self._under(runner, one):
                    for name, rows in self._seen(who, below, base).items():
                        found[name] = widest(found.get(name, rows), rows)
                self._behind[self._key(runner, one)] = _chosen(found) if one.chosen else found
        return self._seen(user, user, relation)

    def rows(self, user: str, relation: Relation) -> str:
        """Those of the relation, or of what is under the view, taken together."""
        if not _has_body(relation):
            return self._told(user, relation)
        return joined(self.behind(user, relation).values())

    def _has_owner(self, user: str, relation: Relation) -> bool:
        """Whether there is one; in MySQL that of a routine must itself be allowed to call it."""
        principals = self._held.principals
        if not principals.knows(relation.owner):
            return False
        called = relation.kind == "routine" and relation.asks_caller
        if not called or principals.session(user) == relation.owner:
            return True
        return self._held.calls(principals.as_owner(relation.owner), relation)

    def _allowed(self, who: str, base: Relation, columns: tuple[str, ...]) -> bool:
        """Whether `who` may take those columns; the names were found when the body was made."""
        return base.kind == "routine" or self._held.reads(who, base, columns)

    def _ran(self, user: str, relation: Relation) -> bool:
        return not _has_body(relation) or self._runs.get(self._key(user, relation), False)

    def _seen(self, who: str, below: str, base: Relation) -> Mapping[str, str]:
        if _has_body(base):
            return self._behind.get(self._key(below, base), {})
        return {base.container: self._told(who, base)}

    def _told(self, user: str, relation: Relation) -> str:
        return "unknown" if relation.kind == "routine" else self._policies.rows(user, relation)

    def _under(
        self, user: str, top: Relation
    ) -> Iterator[tuple[str, str, Relation, tuple[str, ...]]]:
        """Who is asked for which columns of each relation that it names, and who runs that one.

        What a view calls is run by its user; a function that only computes is no relation.
        """
        who = self._held.principals.as_owner(top.owner) if top.runs_as == "owner" else user
        taken = top.columns_read or ((),) * len(top.reads)
        for name, columns in zip(top.reads, taken, strict=False):
            base = self._relations.get(name)
            if base is not None and (base.kind != "routine" or base.reads):
                yield who, who if base.asks_caller else user, base, columns

    def _beneath(self, user: str, top: Relation) -> list[tuple[str, Relation]]:
        """What has a body under it, itself included, with who runs it; the deepest first."""
        ordered: list[tuple[str, Relation]] = []
        seen: set[Key] = set()
        pending = [(user, top, False)]
        while pending:
            runner, one, done = pending.pop()
            if done:
                ordered.append((runner, one))
                continue
            key = self._key(runner, one)
            if key in seen:
                continue
            seen.add(key)
            pending.append((runner, one, True))
            pending += [
                (below, base, False)
                for _, below, base, _ in self._under(runner, one)
                if _has_body(base)
            ]
        return ordered

    def _key(self, user: str, relation: Relation) -> Key:
        if relation.container not in self._asks:
            self._learn(relation)
        return (user if self._asks[relation.container] else "", relation.container)

    def _learn(self, top: Relation) -> None:
        """Of what lies under it too: whether it matters who runs it."""
        pending = [(top, False)]
        seen: set[str] = set()
        while pending:
            one, done = pending.pop()
            bases = [self._relations[name] for name in one.reads if name in self._relations]
            if done:
                self._asks[one.container] = one.runs_as != "owner" or any(
                    base.kind == "routine" or self._asks.get(base.container, True)
                    for base in bases
                    if (_has_body(base) or base.kind == "routine") and not base.asks_caller
                )
            elif one.container not in seen:
                seen.add(one.container)
                pending.append((one, True))
                pending += [(base, False) for base in bases if _has_body(base)]


def _has_body(relation: Relation) -> bool:
    return relation.kind in ("view", "routine") and bool(relation.reads)


def _chosen(found: Mapping[str, str]) -> dict[str, str]:
    """What a view leaves of the tables under it that chooses its rows by who asks."""
    return {name: "none" if rows == "none" else "restricted" for name, rows in found.items()}
