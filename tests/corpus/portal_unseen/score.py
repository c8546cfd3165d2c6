# ruff: noqa: E501 - a declaration a line
"""Scans the three captures as a user does, declared and not, and compares with the answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from auditor.connectors.portal.open import open_portal
from auditor.model.exchanges import Entry
from auditor.model.exposure import Exposure
from auditor.model.vocabulary import Necessity
from auditor.pipelines.portal import portal_share, read_captures
from auditor.policy.load import read_policy
from auditor.policy.model import Policy
from tests.corpus.portal_unseen import hearing, optician, pharmacy, saas
from tests.corpus.portal_unseen.model import Told, write


class Session(Protocol):
    """A module that tells one session."""

    HOST: str

    def exchanges(self) -> tuple[Told, ...]:
        """The whole session."""


Pair = tuple[str, int, str]
SESSIONS: dict[str, Session] = {"pharmacie": pharmacy, "opticien": optician, "dental": saas}
LAST: dict[str, Session] = {"audio": hearing}
"""A capture that was written last."""
DECLARED = """
accounts:
  pharmacie: {audience: practitioner, captures: ["pharmacie.har"], own: {FINESS: "%s", SIRET: "%s", LOGIN: "%s"}}
  opticien: {audience: practitioner, captures: ["opticien.har"], own: {FINESS: "%s", SIRET: "%s", LOGIN: "%s"}}
  dental: {audience: practitioner, captures: ["dental.har"], own: {RPPS: "%s", SIRET: "%s", LOGIN: "%s"}}
screens:
  - {match: "GET /api/v2/droits*", purpose: rights_check}
  - {match: "* /api/v2/droits*", purpose: rights_check}
  - {match: "* /services/ConsultationDroits*", purpose: rights_check}
  - {match: "* /droits/*", purpose: rights_check}
  - {match: "* /Assures/*", purpose: rights_check}
  - {match: "* /api/v2/assures/*", purpose: rights_check}
  - {match: "* /api/v2/annuaire/*", purpose: practitioner_directory}
  - {match: "* /annuaire/*", purpose: practitioner_directory}
  - {match: "GET /api/v2/paiements*", purpose: payment_statement}
  - {match: "GET /api/v2/factures/*", purpose: payment_statement}
  - {match: "GET /api/v2/moi*", purpose: practitioner_account}
  - {match: "* /api/v2/exports/*", needs: {}}
  - {match: "* /api/v2/lots/*", needs: {PERSON: {}, AMOUNT: {}}}
  - {match: "Moi", purpose: practitioner_account}
  - {match: "Droits", purpose: rights_check}
  - {match: "Praticiens", purpose: practitioner_directory}
  - {match: "GET /v1/me", purpose: practitioner_account}
  - {match: "* /v1/eligibility*", purpose: rights_check}
  - {match: "* /v1/members*", purpose: rights_check}
  - {match: "* /v1/patients*", purpose: rights_check}
  - {match: "* /v1/providers*", purpose: practitioner_directory}
  - {match: "* /v1/payments*", purpose: payment_statement}
  - {match: "* /v1/claims/*", purpose: payment_statement}
"""


def declared() -> Policy:
    """The three accounts and their screens."""
    a, b, c = pharmacy.ME, optician.ME, saas.ME
    own = (a.finess, a.siret, a.login, b.finess, b.siret, b.login, c.rpps, c.siret, c.login)
    return read_policy(DECLARED % own, "audit.yaml")


def captures(folder: Path, sessions: Mapping[str, Session] = SESSIONS) -> dict[str, Sequence[Told]]:
    """Writes the three captures; the exchanges by the name of their file."""
    told: dict[str, Sequence[Told]] = {name: one.exchanges() for name, one in sessions.items()}
    for n, (name, each) in enumerate(told.items()):
        write(sessions[name].HOST, each, folder / f"{name}.har", f"2026-03-{4 + n:02}")
    return told


def shown(
    folder: Path, policy: Policy, sessions: Iterable[str] = SESSIONS
) -> tuple[tuple[Exposure, ...], tuple[Entry, ...]]:
    """Exposures and entries of the three captures in one scan."""
    opened = [open_portal(folder / f"{name}.har", name) for name in sessions]
    share = portal_share(read_captures(opened, policy, b"unseen" * 6), policy)
    return share.exposures, share.entries


@dataclass(frozen=True, slots=True)
class Compared:
    """The two F1, the clean entries alarmed, and every pair that differs."""

    presence: float
    over: float
    alarmed: tuple[tuple[str, int], ...]
    clean: int
    missed: tuple[Pair, ...]
    invented: tuple[Pair, ...]
    over_missed: tuple[Pair, ...]
    over_invented: tuple[Pair, ...]
    flags_missed: tuple[Pair, ...]
    flags_extra: tuple[Pair, ...]


def compared(
    told: dict[str, Sequence[Told]], exposures: Sequence[Exposure], entries: Sequence[Entry]
) -> Compared:
    """Scores and the pairs that differ; categories left open are neither right nor wrong."""
    places = [(e, o) for e in exposures for o in e.occurrences]
    has = {
        (Path(o.file).stem, o.entry, e.category.value)
        for e, o in places
        if o.path.startswith("response") or e.necessity is Necessity.EXCESSIVE
    }
    over = {
        (Path(o.file).stem, o.entry, e.category.value)
        for e, o in places
        if e.necessity is Necessity.EXCESSIVE
    }
    flags = {(Path(e.file).stem, e.entry, str(f)) for e in entries for f in e.flags}
    every = [(name, n, one) for name, each in told.items() for n, one in enumerate(each)]
    skip = {(s, n, w) for s, n, one in every for w in one.open.split()}
    skip |= {x for x in has | over if not told[x[0]][x[1]].scored}
    clean = {(s, n) for s, n, one in every if one.scored and not one.over}
    want = [{(s, n, w) for s, n, one in every if one.scored for w in one.has.split()}]
    want += [{(s, n, w) for s, n, one in every for w in one.over.split()}]
    want += [{(s, n, w) for s, n, one in every for w in one.flags.split()}]
    alarmed = sorted({(s, n) for s, n, _ in over - skip} & clean)
    present, excess = (want[0] - skip, has - skip), (want[1] - skip, over - skip)
    extra = {f for f in flags - want[2] if told[f[0]][f[1]].scored}
    return Compared(
        _f1(*present),
        _f1(*excess),
        tuple(alarmed),
        len(clean),
        tuple(sorted(present[0] - present[1])),
        tuple(sorted(present[1] - present[0])),
        tuple(sorted(excess[0] - excess[1])),
        tuple(sorted(excess[1] - excess[0])),
        tuple(sorted(want[2] - flags)),
        tuple(sorted(extra)),
    )


def _f1(want: set[Pair], got: set[Pair]) -> float:
    return 2 * len(want & got) / max(len(want) + len(got), 1)
