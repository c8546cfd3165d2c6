"""Retention periods as audit.yaml declares them; the tool has no default period."""

import re

from auditor.policy.model import RetentionRule
from auditor.strictyaml import Node, read_each

_ISO = re.compile(r"P(?:(?P<years>[0-9]{1,3})Y)?(?:(?P<months>[0-9]{1,4})M)?")
_PLAIN = re.compile(r"(?P<count>[0-9]{1,4}) ?(?:(?P<years>ans?|years?)|mois|months?)")
_KEYS = ("match", "column", "period")


def read_retention(node: Node) -> tuple[RetentionRule, ...]:
    """The declared periods, in the order of the file."""
    return read_each(node.items(), _rule)


def months_of(text: str) -> int | None:
    """`P5Y`, `P18M`, `60 months`, `5 ans` in months; None for anything else, zero included."""
    if iso := _ISO.fullmatch(text):
        months = 12 * int(iso["years"] or 0) + int(iso["months"] or 0)
    elif plain := _PLAIN.fullmatch(text):
        months = int(plain["count"]) * (12 if plain["years"] else 1)
    else:
        return None
    return months or None


def _rule(node: Node) -> RetentionRule:
    entry = node.mapping(_KEYS, _KEYS)
    match = entry["match"].texts()
    if not match:
        raise entry["match"].fault("policy_table_without_match")
    months = months_of(entry["period"].text())
    if months is None:
        raise entry["period"].fault("policy_period")
    return RetentionRule(match, entry["column"].text(), months)
