"""What a pass counted of one container; tallies of disjoint slices merge in any order."""

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from auditor.detection.nested.prose import ProseTally
from auditor.detection.nested.tally import NestedTally
from auditor.detection.pairs import Compacted, assemble_rib, compare
from auditor.detection.plan import ContainerPlan, PersonKeyPlan
from auditor.detection.propose import inner_plan
from auditor.detection.sketch import Digests, digest_strings
from auditor.detection.tally import ColumnTally
from auditor.detection.text.finder import finder
from auditor.detection.text.templates import TemplateTally
from auditor.model.profiles import ColumnProfile, ContainerProfile, Count, PairProfile, PersonKey


class ContainerTally:
    """Counts of every column, pair and person key of one plan; holds digests, no value.

    `merge` is associative and commutative, and the profile is the same for any slicing of the
    rows. The secret that keys the digests lives as long as the run.
    """

    def __init__(self, plan: ContainerPlan, secret: bytes) -> None:
        self.plan = plan
        self.secret = secret
        self.rows = 0
        self.columns = {column.column: ColumnTally(column, secret) for column in plan.columns}
        self.pairs = dict.fromkeys(plan.pairs, (0, 0))
        self.persons = {key: Digests() for key in plan.person_keys}
        decoded = {decoder.column for decoder in plan.decoders}
        self.comments = {
            column.column: TemplateTally()
            for column in plan.columns
            if column.comments and column.column not in decoded
        }
        self.nested = {
            decoder.column: NestedTally(
                decoder,
                inner_plan(plan.container, decoder.column),
                secret,
                prose=ProseTally(plan.nlp_model),
            )
            for decoder in plan.decoders
        }

    def add(self, batch: pa.RecordBatch) -> None:
        """Count one batch of string columns."""
        self.rows += batch.num_rows
        for name, tally in self.columns.items():
            tally.add(batch.column(name))
        for name, comments in self.comments.items():
            comments.add(batch.column(name).drop_null(), None, finder(self.plan.nlp_model))
        columns = Compacted(batch)
        for pair, (compared, agreed) in self.pairs.items():
            more = compare(pair, columns)
            self.pairs[pair] = (compared + more[0], agreed + more[1])
        for key, digests in self.persons.items():
            for person in _persons(key, columns):
                digests.add(digest_strings(person, self.secret))
        for nested in self.nested.values():
            nested.add(batch)

    def settle(self) -> None:
        """Put the digests in order now, in the process that counted them; counts do not change."""
        for column in self.columns.values():
            column.settle()
        for digests in self.persons.values():
            digests.compact()

    def merge(self, other: "ContainerTally") -> None:
        """Add what another tally of the same plan counted over other rows."""
        self.rows += other.rows
        for name, tally in self.columns.items():
            tally.merge(other.columns[name])
        for pair, (compared, agreed) in other.pairs.items():
            mine = self.pairs[pair]
            self.pairs[pair] = (mine[0] + compared, mine[1] + agreed)
        for key, digests in self.persons.items():
            digests.merge(other.persons[key])
        for name, comments in self.comments.items():
            comments.merge(other.comments[name])
        for name, nested in self.nested.items():
            nested.merge(other.nested[name])

    def profile(self, *, complete: bool) -> ContainerProfile:
        """The counts without the digests."""
        return ContainerProfile(
            ref=self.plan.ref,
            rows=self.rows,
            complete=complete,
            columns={name: self._column(name) for name in self.columns},
            pairs=tuple(
                PairProfile(pair.kind, pair.columns, compared, agreed)
                for pair, (compared, agreed) in self.pairs.items()
            ),
            person_keys=tuple(
                PersonKey(key.kind, key.columns, self._count(key)) for key in self.persons
            ),
            nested={name: nested.profiles() for name, nested in self.nested.items()},
        )

    def _column(self, name: str) -> ColumnProfile:
        profile = self.columns[name].profile()
        comments = self.comments.get(name)
        return replace(profile, text=comments.profile()) if comments else profile

    def _count(self, key: PersonKeyPlan) -> Count:
        return self.persons[key].count()


def _persons(key: PersonKeyPlan, columns: Compacted) -> Iterator[pa.Array]:
    """Texts that stand for the persons of each row in the key's own space; no null among them.

    A NIR counts by its first 13 characters and a bank account by its 23, so that the same person
    is met again under another way of writing. Every NIR of a row is a person; the other keys need
    all their columns to tell one.
    """
    parts = [columns.column(name) for name in key.columns]
    if key.kind == "nir":
        yield from (pc.utf8_slice_codeunits(part, 0, 13).drop_null() for part in parts)
    elif key.kind == "rib":
        yield assemble_rib(*parts).drop_null()
    else:
        yield pc.binary_join_element_wise(*parts, "\x1f").drop_null()
