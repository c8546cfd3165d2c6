"""What GitHub code scanning asks of a SARIF file, as a checker of ours.

Written from the documented limits: a file that breaks one is rejected whole, or cut without a word.
"""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

_SEVERITY = re.compile(r"(?:10(?:\.0)?|[0-9](?:\.[0-9])?)")
_LEVELS = {"none", "note", "warning", "error"}


def faults(data: bytes) -> list[str]:
    """Every way in which the file breaks the profile."""
    found = []
    if len(gzip.compress(data)) > 10_000_000:
        found.append("more than 10 MB compressed")
    document = json.loads(data)
    if document.get("version") != "2.1.0" or "sarif" not in document.get("$schema", ""):
        found.append("version or schema")
    if not 1 <= len(document.get("runs", [])) <= 20:
        found.append("1 to 20 runs")
    for run in document["runs"]:
        found += _run(run)
    return found


def _run(run: dict[str, Any]) -> Iterator[str]:
    driver = run["tool"]["driver"]
    if not driver.get("name"):
        yield "driver without a name"
    rules, results = driver.get("rules", []), run.get("results")
    if results is None:
        yield "no results"
        results = []
    if len(results) > 25_000 or len(rules) > 25_000:
        yield "more than 25,000 results or rules"
    ids = [rule.get("id") for rule in rules]
    if len(set(ids)) != len(ids):
        yield "a rule twice"
    for rule in rules:
        yield from _rule(rule)
    seen: set[str] = set()
    for result in results:
        yield from _result(result, ids)
        mark = result.get("partialFingerprints", {}).get("primaryLocationLineHash")
        if not mark or mark in seen:
            yield "a fingerprint missing or twice"
        seen.add(str(mark))
    if not run.get("automationDetails", {}).get("id", "").endswith("/"):
        yield "no category in automationDetails"


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    if not rule.get("id") or len(rule["id"]) > 255:
        yield "rule id"
    for name in ("shortDescription", "fullDescription"):
        if not 0 < len(rule.get(name, {}).get("text", "")) <= 1024:
            yield f"rule {name}"
    if not rule.get("help", {}).get("text"):
        yield "rule help"
    properties = rule.get("properties", {})
    tags = properties.get("tags", [])
    if not 0 < len(tags) <= 20 or "security" not in tags:
        yield "rule tags"
    severity = properties.get("security-severity")
    if not isinstance(severity, str) or not _SEVERITY.fullmatch(severity):
        yield "security-severity is a text from 0.0 to 10.0 on the rule"
    if properties.get("precision") not in {"very-high", "high", "medium", "low"}:
        yield "precision"
    if rule.get("defaultConfiguration", {}).get("level") not in _LEVELS:
        yield "default level"


def _result(result: dict[str, Any], rules: list[str]) -> Iterator[str]:
    if result.get("ruleId") not in rules or rules[result["ruleIndex"]] != result["ruleId"]:
        yield "a result of no rule"
    if not result.get("message", {}).get("text"):
        yield "a result without a message"
    if result.get("level") not in _LEVELS:
        yield "level"
    if "suppressions" in result:
        yield "suppressions are ignored: the alert would be open"
    if not 1 <= len(result.get("locations", [])) <= 1000:
        yield "a result without a location"
    for location in result.get("locations", []):
        physical = location.get("physicalLocation", {})
        uri = physical.get("artifactLocation", {}).get("uri", "")
        parts = urlsplit(uri)
        if not uri or parts.scheme not in {"", "file"} or "\\" in uri or " " in uri:
            yield "a location that is no relative reference"
        if not uri.isascii():
            yield "a reference that is not percent-encoded"
        line = physical.get("region", {}).get("startLine")
        if not isinstance(line, int) or line < 1:
            yield "a line that is none"
