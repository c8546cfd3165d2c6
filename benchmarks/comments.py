"""How often the text stage takes a business sentence for a person, and which names it finds.

    python -m benchmarks.comments --write

The texts of `benchmarks/sentences` were written by somebody who had not read the training
templates. Every second text of each file is *kept*: its errors were not read while the finder was
mended. Those under `tardif` were written after that, and scored once.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from auditor.decide.comments import comments
from auditor.detection.text.credible import bare
from auditor.detection.text.finder import finder
from auditor.detection.text.templates import TemplateTally
from auditor.model.vocabulary import Category, Subject
from auditor.naming.words import words

FOLDER = Path(__file__).with_name("sentences")
PAGE = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"
MARK = "<!-- comments -->\n"
PARTS = ("read", "kept")
LATE = "late"
SHARES = (0, 5, 25, 100)
PLAIN = 500
DRAWS = 10
"""Columns drawn for each share of comments with a name."""
_NAME = re.compile(r"\[\[(.+?)\]\]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text, the kind or form it stands under, and the names that were marked in it."""

    kind: str
    text: str
    names: tuple[str, ...]
    part: str
    """`read`, `kept` or `late`."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence and what the finder saw in it."""

    sentence: Sentence
    person: bool
    address: bool


def read(name: str) -> tuple[Sentence, ...]:
    r"""The texts of `plain` or `named`, marks taken off, `\n` standing for a new line."""
    found: list[Sentence] = []
    kind = ""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            kind = line[2:]
        elif line:
            text = _NAME.sub(r"\1", line).replace("\\n", "\n")
            names = tuple(_NAME.findall(line))
            part = LATE if kind == "tardif" else PARTS[len(found) % 2]
            found.append(Sentence(kind, text, names, part))
    return tuple(found)


def listed(sentence: Sentence) -> bool:
    """Whether a word of a marked name stands in the product's lists of names."""
    known = words("first_name") | words("surname")
    return any(bare(word) in known for name in sentence.names for word in re.split(r"\W+", name))


def seen(sentences: Sequence[Sentence]) -> tuple[Seen, ...]:
    """What the finder sees in each text, read as the pass reads it: with its digits masked."""
    texts = [_masked(one.text) for one in sentences]
    return tuple(
        Seen(one, found.persons > 0, found.addresses > 0)
        for one, found in zip(sentences, finder().find(texts), strict=True)
    )


def asserted(
    plain: Sequence[Sentence], named: Sequence[Sentence], count: int, draws: int = DRAWS
) -> int:
    """Of the columns drawn, of 500 texts and `count` more that name somebody: those told so."""
    told = 0
    for seed in range(draws):
        chosen = random.Random(seed)
        rows = [*chosen.sample(plain, PLAIN), *chosen.sample(named, count)]
        chosen.shuffle(rows)
        tally = TemplateTally()
        tally.add(pa.array([row.text for row in rows]), None, finder())
        verdicts = comments(tally.profile(), Subject.UNKNOWN)
        told += any(verdict.category is Category.PERSON for verdict in verdicts)
    return told


def figures() -> str:
    """The figures as Markdown."""
    plain, named = read("plain"), read("named")
    quiet, loud = seen(plain), seen(named)
    rows = [
        "| texts | errors read | errors kept unread | written afterwards |",
        "| --- | --- | --- | --- |",
    ]
    rows += [
        f"| nobody named, a person alarmed | {_parts(quiet, 'person')} |",
        f"| nobody named, an address alarmed | {_parts(quiet, 'address')} |",
        f"| a person named and found | {_parts(loud, 'person')} |",
        *(
            f"| … {label} | {_parts([s for s in loud if listed(s.sentence) is yes], 'person')} |"
            for label, yes in (
                ("a word of the name is in the product's lists", True),
                ("no word of it is", False),
            )
        ),
        "",
        "| column: 500 texts that name nobody and | said to hold names |",
        "| --- | --- |",
        *(f"| {k} that do | {asserted(plain, named, k)} of {DRAWS} draws |" for k in SHARES),
        "",
        *_by_kind("nobody named", "a person alarmed", quiet),
        "",
        *_by_kind("form of the name", "found", loud),
    ]
    return "\n".join(rows) + "\n"


def _by_kind(title: str, what: str, found: Iterable[Seen]) -> list[str]:
    total: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for one in found:
        total[one.sentence.kind] += 1
        hits[one.sentence.kind] += one.person
    rows = [f"| {title} | {what} | share |", "| --- | --- | --- |"]
    return rows + [f"| {k} | {hits[k]} of {n} | {hits[k] / n:.0%} |" for k, n in total.items()]


def _parts(found: Sequence[Seen], what: str) -> str:
    parts = [[s for s in found if s.sentence.part == part] for part in (*PARTS, LATE)]
    return " | ".join(_rate(sum(getattr(s, what) for s in part), len(part)) for part in parts)


def _rate(hits: int, total: int) -> str:
    return f"{hits} of {total} ({hits / total:.1%})" if total else "none"


def _masked(text: str) -> str:
    return re.sub("[0-9]", "0", text)


def main() -> int:
    """Measure, print, and write the page where asked; `--errors` lists those that may be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew docs/accuracy.md")
    parser.add_argument("--errors", action="store_true", help="list the errors that may be read")
    asked = parser.parse_args()
    if asked.errors:
        for one in (*seen(read("plain")), *seen(read("named"))):
            wrong = one.person is not bool(one.sentence.names) or one.address
            if wrong and one.sentence.part == PARTS[0]:
                print(f"{one.sentence.kind}: {one.sentence.text!r}")
        return 0
    made = figures()
    print(made)
    if asked.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARK)
        after = rest.partition(MARK)[2]
        PAGE.write_text(f"{before}{MARK}\n{made}\n{MARK}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
