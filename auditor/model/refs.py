"""Where a value stands, without the value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class ContainerRef:
    """A table, view, endpoint template or file of a source, named as the source names it."""

    source: str
    container: str


@dataclass(frozen=True, slots=True, order=True)
class FieldRef:
    """A column, or a path inside a column or a response.

    `path` holds object keys, `*` for array elements and `@json`, `@xml`, `@base64`… where the
    medium changes. A key in which an identifier was found is written `{NIR}` or `{key}`.
    """

    source: str
    container: str
    column: str
    path: tuple[str, ...] = ()

    @property
    def owner(self) -> ContainerRef:
        """The container that holds this field."""
        return ContainerRef(self.source, self.container)

    @property
    def pointer(self) -> str:
        """The path as an RFC 6901 JSON pointer relative to the column; "" is the cell itself."""
        return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in self.path)


@dataclass(frozen=True, slots=True, order=True)
class FieldAddress:
    """A `FieldRef` as the Result writes it: `path` is an RFC 6901 pointer."""

    source: str
    container: str
    column: str
    path: str = ""

    @classmethod
    def of(cls, ref: FieldRef) -> "FieldAddress":
        """The address of that reference."""
        return cls(ref.source, ref.container, ref.column, ref.pointer)
