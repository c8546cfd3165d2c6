"""How one transform inside another adds up, and what is left of a value once it is cut."""

from dataclasses import dataclass, field

from auditor.lineage.model import TRANSFORMS, Origin

SAME, EXPRESSION, MASKED, TRUNCATED, HASHED, ENCRYPTED, AGGREGATED, FILTER = range(len(TRANSFORMS))
WHOLE_VALUE = 10
"""Characters from which what a cut keeps tells the value: of a NIR, the person without the key."""

Column = tuple[str, str]
"""Relation and column."""
Mix = dict[Column, int]
"""Base columns that a value is made of, each with the rank of its transform."""


@dataclass(frozen=True, slots=True)
class Way:
    """What happens to a value between where it stands and the output."""

    rank: int = SAME
    decrypts: bool = False
    piece: tuple[str, int] | None = None
    """Which piece of the value a cut keeps, and how many characters."""

    def through(self, rank: int) -> "Way":
        """The way through one more operation, seen from the output inwards."""
        if self.decrypts and rank == ENCRYPTED:
            return Way(max(self.rank, EXPRESSION))
        return Way(max(self.rank, rank), self.decrypts, self.piece)

    def decrypted(self) -> "Way":
        """The way through a decryption."""
        return Way(max(self.rank, EXPRESSION), decrypts=True, piece=self.piece)

    def cut(self, piece: str, kept: int) -> "Way":
        """The way through a cut that keeps at most that many characters."""
        if kept >= WHOLE_VALUE:
            return self.through(EXPRESSION)
        return Way(max(self.rank, TRUNCATED), self.decrypts, (piece, kept))


@dataclass(slots=True)
class Collected:
    """The origins of one output column as they are met."""

    mix: Mix = field(default_factory=dict)
    pieces: dict[Column, dict[str, int]] = field(default_factory=dict)

    def add(self, column: Column, rank: int, way: Way) -> None:
        """One more way from that column to the output."""
        if way.piece is not None and max(way.rank, rank) == TRUNCATED:
            self.pieces.setdefault(column, {})[way.piece[0]] = way.piece[1]
        self.more(column, way.through(rank).rank)

    def more(self, column: Column, rank: int) -> None:
        """Keep the way that shows most."""
        self.mix[column] = min(self.mix.get(column, FILTER), rank)

    def settled(self) -> Mix:
        """The mix; pieces that together make up the value show it."""
        for column, pieces in self.pieces.items():
            if sum(pieces.values()) >= WHOLE_VALUE:
                self.more(column, EXPRESSION)
        return self.mix


def origins(mix: Mix) -> tuple[Origin, ...]:
    """The mix as the model writes it, in a stable order."""
    return tuple(
        Origin(table, column, TRANSFORMS[rank]) for (table, column), rank in sorted(mix.items())
    )
