"""The JSON Schema of rule packs, for editors; the loader is stricter and has the last word."""

from collections.abc import Iterable, Mapping

from auditor.facts import FACTS, FactSpec, Family, Unit
from auditor.model.vocabulary import Severity
from auditor.policy.legal import legal_texts
from auditor.rulebook.conditions import words_of
from auditor.rulebook.load import KEYS, REQUIRED, SCOPES, STATUSES, TEXTS
from auditor.rulebook.model import Group, Outcome
from auditor.rulebook.severity import MODIFIER_FACTS

Schema = Mapping[str, object]


def rule_schema() -> Schema:
    """The schema, from the same closed lists that the loader reads."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Strict nécessaire — rule pack",
        **_object(
            {
                "pack": {"type": "string"},
                "title": _ref("texts"),
                "scope": _words(SCOPES),
                "rules": {"type": "array", "items": _ref("rule")},
            },
            ("pack", "title", "rules"),
        ),
        "$defs": {
            "texts": _object({key: {"type": "string"} for key in ("fr", "en")}, ("fr", "en")),
            "rule": _object(_rule(), REQUIRED, known=KEYS),
            "conditions": {"type": "array", "items": _ref("condition"), "minItems": 1},
            "condition": {
                **_object(_condition(), ()),
                "minProperties": 1,
                "maxProperties": 1,
            },
            "record": {"type": ["object", "null"], "propertyNames": {"enum": list(FACTS)}},
        },
    }


def _rule() -> dict[str, Schema]:
    return {
        "id": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{3}$"},
        "status": _word(STATUSES),
        **dict.fromkeys(TEXTS, _ref("texts")),
        "severity": _object(
            {"base": _word(Severity), "modifiers": _words(MODIFIER_FACTS)}, ("base",)
        ),
        "basis": _words(legal_texts()),
        "cwe": {"type": "array", "items": {"type": "integer"}},
        "unit": _word(Unit),
        "group": _word(Group),
        "needs": _words(Family),
        "when": _ref("conditions"),
        "unless": _ref("conditions"),
        "lifted": {"type": "string"},
        "together": _object(
            {
                "by": _word(Group),
                "each": _ref("conditions"),
                "at_least": {"type": "integer", "minimum": 2},
            },
            ("by", "each"),
        ),
        "tests": _object(
            {"given": _ref("record"), "cases": {"type": "array", "items": _case()}}, ("cases",)
        ),
    }


def _case() -> Schema:
    records = {"anyOf": [_ref("record"), {"type": "array", "items": _ref("record")}]}
    return _object({**dict.fromkeys(Outcome, records), "severity": _word(Severity)}, ())


def _condition() -> dict[str, Schema]:
    return {
        "not": _ref("condition"),
        "any": _ref("conditions"),
        "all": _ref("conditions"),
        **{spec.name: _fact(spec) for spec in FACTS.values()},
    }


def _fact(spec: FactSpec) -> Schema:
    about = {"description": spec.en}
    known = words_of(spec)
    match spec.type:
        case "boolean":
            return {"type": "boolean", **about}
        case "number":
            return {**_object({"at_least": {"type": "number"}}, ("at_least",)), **about}
        case "words":
            return {**_object(dict.fromkeys(("has_any", "has_all"), _words(known)), ()), **about}
    return {**_words(known), **about}


def _object(
    properties: Mapping[str, Schema], required: Iterable[str], known: Iterable[str] = ()
) -> dict[str, object]:
    """A closed object; `known` orders its properties."""
    order = tuple(known) or tuple(properties)
    return {
        "type": "object",
        "properties": {str(name): properties[name] for name in order},
        "required": list(required),
        "additionalProperties": False,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _word(known: Iterable[str]) -> Schema:
    return {"enum": [str(word) for word in known]}


def _words(known: Iterable[str]) -> Schema:
    names = [str(word) for word in known]
    one: Schema = {"enum": names} if names else {"type": "string"}
    return {"anyOf": [one, {"type": "array", "items": one}]}
