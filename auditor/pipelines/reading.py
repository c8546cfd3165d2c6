"""From opened sources to profiles: catalogue, probe, plan, pass."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditor.connectors.base import Source
from auditor.decide import judge
from auditor.detection.census import PassCensus
from auditor.detection.container_tally import ContainerTally
from auditor.detection.nested.recognise import with_decoders
from auditor.detection.plan import ContainerPlan
from auditor.detection.propose import Probe, first_plan, propose, readable, with_promising_pairs
from auditor.model.catalogue import Catalogue, Container
from auditor.model.errors import ReadError
from auditor.model.gaps import Gap
from auditor.model.naming import ContainerNames
from auditor.model.profiles import ContainerProfile
from auditor.model.refs import ContainerRef
from auditor.naming import read as read_names
from auditor.pipelines.nested import nested_gaps, with_objects
from auditor.pipelines.options import PROBE_ROWS, Depth, Listener, ReadOptions
from auditor.pipelines.passes import Harvest, prepare, run
from auditor.pipelines.slices import unread

BUDGETS = frozenset({"row_budget", "row_budget_head", "byte_budget"})
"""Gaps of a container of which the user did not want every row."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of all sources, before anything is decided of it."""

    catalogues: tuple[Catalogue, ...]
    containers: tuple[Container, ...]
    names: dict[ContainerRef, ContainerNames]
    profiles: dict[ContainerRef, ContainerProfile]
    census: PassCensus
    gaps: tuple[Gap, ...]
    interrupted: bool
    secret: bytes = field(default=b"", repr=False)
    """What keyed the digests of this run, for captures to be compared with; never written."""


def read(sources: Sequence[Source], options: ReadOptions, listen: Listener) -> Reading:
    """Read every container of every source as deep as the options ask."""
    secret = secrets.token_bytes(32)
    catalogues = tuple(source.catalogue() for source in sources)
    containers = tuple(c for catalogue in catalogues for c in catalogue.containers)
    names = {container.ref: read_names(container) for container in containers}
    gaps = [gap for catalogue in catalogues for gap in catalogue.gaps]
    harvest = Harvest()
    if options.depth is not Depth.SCHEMA_ONLY:
        harvest = _pass(sources, catalogues, names, options, secret, listen)
    tallies = harvest.whole()
    complete = options.depth is Depth.FULL
    cut = {ContainerRef(g.source, g.container) for g in harvest.gaps if g.code in BUDGETS}
    profiles = {
        ref: tally.profile(complete=complete and ref not in cut)
        for ref, tally in sorted(tallies.items())
    }
    return Reading(
        catalogues,
        containers,
        with_objects(containers, names, profiles),
        profiles,
        PassCensus(tallies),
        tuple(gaps + harvest.gaps + nested_gaps(tallies)),
        harvest.interrupted,
        secret,
    )


def _pass(
    sources: Sequence[Source],
    catalogues: Sequence[Catalogue],
    names: dict[ContainerRef, ContainerNames],
    options: ReadOptions,
    secret: bytes,
    listen: Listener,
) -> Harvest:
    planned = Planned()
    prepare((c for catalogue in catalogues for c in catalogue.containers), options)
    try:
        for source, catalogue in zip(sources, catalogues, strict=True):
            planned.add(source, catalogue, names, options, secret)
    except KeyboardInterrupt:
        return Harvest(failed=set(names), gaps=planned.gaps, interrupted=True)
    harvest = run(planned.plans, options, secret, listen)
    harvest.gaps[:0] = planned.gaps
    harvest.failed |= planned.failed
    return harvest


@dataclass(slots=True)
class Planned:
    """The plans of all sources, and the containers that could not even be probed."""

    plans: list[tuple[Source, list[ContainerPlan]]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    failed: set[ContainerRef] = field(default_factory=set)

    def add(
        self,
        source: Source,
        catalogue: Catalogue,
        names: dict[ContainerRef, ContainerNames],
        options: ReadOptions,
        secret: bytes,
    ) -> None:
        """Probe and plan every container of a source that the account may read."""
        plans: list[ContainerPlan] = []
        for container in catalogue.containers:
            if not readable(container):
                continue
            try:
                plans.append(plan(source, container, names[container.ref], options, secret))
            except ReadError as fault:
                self.gaps += [unread(container.ref, fault), *source.take_gaps()]
                self.failed.add(container.ref)
        # What a probe noticed, the pass notices again over more rows.
        source.take_gaps()
        self.plans.append((source, plans))


def plan(
    source: Source,
    container: Container,
    names: ContainerNames,
    options: ReadOptions,
    secret: bytes,
) -> ContainerPlan:
    """The plan of one container, from an honest sample of it; `ReadError` where it has none."""
    sample = source.sample(container, PROBE_ROWS, options.seed)
    tally = ContainerTally(first_plan(container), secret)
    tally.add(sample)
    profile = tally.profile(complete=False)
    probe = Probe(container, names, profile, judge(container, names, profile))
    decided = with_decoders(with_promising_pairs(propose(probe), sample), sample)
    return replace(decided, nlp_model=options.nlp_model)
