"""The words of every report and of the interface, from flat catalogues in French and English."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from auditor.model.vocabulary import Category
from auditor.strictyaml import load
from auditor.taxonomy import CATEGORIES

LANGUAGES = ("fr", "en")
NARROW, FIXED = "\u202f", "\u00a0"

FieldValue = str | int | float | bool | None


class Messages:
    """Sentences in one language; French for anything but `en`.

    A key that no catalogue knows never fails: its last part is printed, with the fields.
    """

    __slots__ = ("_sentences", "lang")

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang in LANGUAGES else LANGUAGES[0]
        self._sentences = catalogue(self.lang)

    def text(self, key: str, /, **fields: FieldValue) -> str:
        """The sentence of that key, its `{fields}` filled in.

        Integers and decimals follow the typography of the language. `{x:number}` also reads
        digits given as text and `{x:percent}` prints a share.
        """
        sentence = self._sentences.get(key)
        if sentence is None:
            return self._readable(key, fields)
        return sentence.format_map(_Fields(self, fields))

    def count(self, key: str, n: int, /, **fields: FieldValue) -> str:
        """The sentence `key.one` or `key.other` for `n` things; French counts 0 as one."""
        single = n == 1 or (n == 0 and self.lang == "fr")
        return self.text(f"{key}.{'one' if single else 'other'}", **{"n": n, **fields})

    def label(self, kind: str, value: str | None) -> str:
        """What a closed-list value is called: `label.<kind>.<value>`."""
        if kind == "category" and value is not None and value in Category.__members__:
            return CATEGORIES[Category(value)].label(self.lang)
        return self.text(f"label.{kind}.{value or 'none'}")

    def known(self, key: str) -> bool:
        """Whether a catalogue holds that key."""
        return key in self._sentences

    def date(self, iso: str) -> str:
        """An ISO date (or the date of an instant) in words; anything else as it is."""
        found = _DATE.match(iso)
        if not found or not 1 <= int(found["month"]) <= _MONTHS:
            return iso
        month = self.text("date.months").split(" ")[int(found["month"]) - 1]
        first = self.lang == "fr" and found["day"] == "01"
        day = self.text("date.first") if first else int(found["day"])
        return self.text("date.sentence", day=day, month=month, year=found["year"])

    def pick(self, texts: Mapping[str, str]) -> str:
        """The text in this language, else in any, on one line and never broken at a « or a :."""
        text = texts.get(self.lang) or next((t for t in texts.values() if t), "")
        text = _BLANKS.sub(" ", text).strip()
        return _LOOSE.sub(FIXED, text) if self.lang == "fr" else text

    def names(self, key: str, *fields: str) -> bool:
        """Whether the sentence of that key prints one of these fields."""
        return any(f"{{{name}}}" in self._sentences.get(key, "") for name in fields)

    def number(self, value: float) -> str:
        """A number with separated thousands and at most two decimals."""
        text = f"{value:,}" if isinstance(value, int) else _trim(f"{value:,.2f}")
        return text.translate(_FRENCH) if self.lang == "fr" else text

    def percent(self, share: float) -> str:
        """A share of 1 as a percentage that never rounds up to all nor down to nothing."""
        percent = share * 100
        if _NEARLY_ALL < percent < _ALL:
            return ">" + FIXED + self._signed("99.9")
        digits = f"{percent:.1f}" if percent >= 1 else f"{Decimal(f'{percent:.2g}'):f}"
        return self._signed(_trim(digits))

    def _signed(self, digits: str) -> str:
        return digits.translate(_FRENCH) + FIXED + "%" if self.lang == "fr" else digits + "%"

    def _readable(self, key: str, fields: Mapping[str, FieldValue]) -> str:
        words = key.rsplit(".", 1)[-1].replace("_", " ")
        detail = ", ".join(f"{name}: {value}" for name, value in fields.items())
        return f"{words} ({detail})" if detail else words


_DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:T|$)")
_MONTHS = 12
_BLANKS = re.compile(r"[ \t\r\n]+")
_LOOSE = re.compile(r" (?=[:;!?»%])|(?<=«) ")
_FRENCH = str.maketrans({",": NARROW, ".": ","})
_NEARLY_ALL, _ALL = 99.9, 100


def _trim(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


class _Fields(dict[str, FieldValue]):
    """The fields of a sentence; an absent one is an ellipsis."""

    def __init__(self, messages: Messages, fields: Mapping[str, FieldValue]) -> None:
        super().__init__(fields)
        self._messages = messages

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - `str.format` takes any object
        return _Field(self._messages, self.get(name, "…"))


@dataclass(frozen=True, slots=True)
class _Field:
    """A value that `str.format` prints with the typography of the language."""

    messages: Messages
    value: FieldValue

    def __format__(self, spec: str) -> str:
        value = _as_number(self.value) if spec in {"number", "percent"} else self.value
        if isinstance(value, str | bool) or value is None:
            return str(value)
        if spec == "percent":
            return self.messages.percent(value)
        return self.messages.number(value)


def _as_number(value: FieldValue) -> FieldValue:
    if not isinstance(value, str):
        return value
    for kind in (int, float):
        with suppress(ValueError):
            return kind(value)
    return value


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All sentences of a language, merged over the files of its folder."""
    merged: dict[str, str] = {}
    for sentences in catalogue_files(lang).values():
        merged.update(sentences)
    return merged


def catalogue_files(lang: str) -> dict[str, dict[str, str]]:
    """The sentences of a language by file, in name order."""
    folder = files("auditor.reports") / "translations" / lang
    found = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda f: f.name
    )
    return {file.name: _sentences(file.read_text(encoding="utf-8"), file.name) for file in found}


def _sentences(text: str, name: str) -> dict[str, str]:
    return {key: node.text() for key, node in load(text, name).mapping().items()}
