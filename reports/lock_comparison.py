"""Two states of reference side by side: which personal columns came, changed or went."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.desk.lock import Line, Lock
from auditor.reports.messages import Messages
from auditor.reports.names import visible

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class LockComparison:
    """What the newer lock has more, otherwise, and no more."""

    added: tuple[Line, ...]
    changed: tuple[tuple[Line, Line], ...]
    gone: tuple[Line, ...]
    same: int


def compare_locks(old: Lock, new: Lock) -> LockComparison:
    """Each column of both locks, in order."""
    before, after = _by_place(old.lines), _by_place(new.lines)
    both = [place for place in after if place in before]
    changed = tuple((before[p], after[p]) for p in both if before[p] != after[p])
    return LockComparison(
        tuple(line for place, line in after.items() if place not in before),
        changed,
        tuple(line for place, line in before.items() if place not in after),
        len(both) - len(changed),
    )


def render(compared: LockComparison, lang: str) -> bytes:
    """The comparison as text."""
    words = Messages(lang)
    out = [words.text("lockdiff.title"), ""]
    counts = words.text(
        "lockdiff.counts",
        added=len(compared.added),
        changed=len(compared.changed),
        gone=len(compared.gone),
        same=compared.same,
    )
    sections: Mapping[str, list[str]] = {
        "added": [f"  + {_said(line, words)}" for line in compared.added],
        "changed": [
            f"  ~ {_said(old, words)}\n    → {_what(new, words)}" for old, new in compared.changed
        ],
        "gone": [f"  - {_said(line, words)}" for line in compared.gone],
    }
    for name, rows in sections.items():
        if rows:
            out += [words.text(f"lockdiff.{name}"), *rows, ""]
    if not any(sections.values()):
        out += [words.text("lockdiff.same"), ""]
    return ("\n".join([*out, counts]) + "\n").encode("utf-8", "replace")


def render_json(compared: LockComparison) -> bytes:
    """The comparison as data."""
    data = {
        "added": [_data(line) for line in compared.added],
        "changed": [{"old": _data(a), "new": _data(b)} for a, b in compared.changed],
        "gone": [_data(line) for line in compared.gone],
        "same": compared.same,
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _by_place(lines: Iterable[Line]) -> dict[_Key, Line]:
    return {(line.container, line.column, line.path): line for line in lines}


def _said(line: Line, words: Messages) -> str:
    return f"{visible(f'{line.container}.{line.column}{line.path}')} : {_what(line, words)}"


def _what(line: Line, words: Messages) -> str:
    categories = ", ".join(words.label("category", one) for one in line.categories)
    parts = [categories, words.label("subject", line.subject), words.label("mode", line.mode)]
    if line.form != "clear":
        parts.append(words.label("form", line.form))
    parts += [words.text(f"purpose.{one}") for one in line.purposes]
    return visible(" · ".join(parts))


def _data(line: Line) -> dict[str, object]:
    return {
        "table": line.container,
        "column": line.column,
        "path": line.path,
        "category": [category.value for category in line.categories],
        "subject": line.subject.value,
        "mode": line.mode.value,
        "form": line.form.value,
        "purpose": list(line.purposes),
    }
