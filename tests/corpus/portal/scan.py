"""Runs the portal's part of a scan over corpus cases, as `audit scan` does."""

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from auditor.connectors.portal.open import open_portal
from auditor.model.result import Result, Run
from auditor.pipelines.portal import portal_share, read_captures
from auditor.policy.load import read_policy
from auditor.policy.model import Policy
from tests.corpus.portal.har import Case, capture
from tests.corpus.portal.people import practice

_SECRET = b"corpus" * 6
_NUMBER = re.compile(r"[0-9]{13,15}")


def policy(cases: Sequence[Case]) -> Policy:
    """An audit.yaml that declares the account and the screens of these cases."""
    me = practice(0)
    lines = ["accounts:", "  me:", "    audience: practitioner", '    captures: ["*.har"]']
    own = f'FINESS: "{me.finess}", RPPS: "{me.rpps}", SIRET: "{me.siret}", LOGIN: "{me.login}"'
    lines += [f"    own: {{{own}}}", "screens:"]
    screens = {_match(case): case.screen for case in cases if case.screen}
    lines += [f'  - {{match: "{match}", purpose: {name}}}' for match, name in screens.items()]
    return read_policy("\n".join(lines), "audit.yaml")


def _match(case: Case) -> str:
    if case.url.endswith("/graphql") and isinstance(case.sent, dict):
        return str(case.sent.get("operationName", "-"))
    return f"{case.method} {_NUMBER.sub('*', urlsplit(case.url).path)}"


def scanned(cases: Sequence[Case], folder: Path, declared: Policy) -> Result:
    """What the capture of these cases shows."""
    path = capture(cases, folder / "corpus.har")
    captures = read_captures([open_portal(path, "corpus")], declared, _SECRET)
    share = portal_share(captures, declared)
    run = Run("t", "0", "scan", "", "", 0, "full", None, (), "")
    return Result(
        run,
        entries=share.entries,
        exposures=share.exposures,
        surfaces=share.surfaces,
        reach=share.reach,
        fields=share.fields,
        gaps=share.gaps,
        coverage=share.coverage,
        conforming=share.conforming,
    )
