"""Results built by hand, one for each thing that a report must be able to say."""

from dataclasses import replace

from auditor.model.exposure import (
    IncidentLine,
    IncidentReplay,
)
from auditor.model.findings import Conforming, Decision, Location, Modifier
from auditor.model.gaps import Gap
from auditor.model.result import (
    Coverage,
    FieldEntry,
    Headline,
    HeadlineRow,
    Mission,
    Result,
    Summary,
    Target,
)
from auditor.model.vocabulary import (
    Category,
    GapKind,
    Severity,
)
from tests.reports.build import (
    address,
    exposure,
    finding,
    measured,
    nir_field,
    reach,
    run,
    summary,
    surface,
)
from tests.reports.story import story

HOSTILE = (
    "a|b",
    "<script>alert(1)</script>",
    "two\nlines\r\x1b[31mred",
    "\u202egnp.exe",
    "\"quo'ted`] --",
    "n" * 300,
    "café 👩🏽‍⚕️ table",
    "{NIR}",
    "{{ 7*7 }}{% raw %}[bold]x[/bold]:smile:",
    "=cmd()",
    "lone\udc80surrogate\ue000private",
)


def empty() -> Result:
    """Nothing in scope."""
    return summary(Result(run=run()))


def one_finding() -> Result:
    """A single finding and nothing declared."""
    return summary(
        Result(
            run=run(),
            findings=(finding(surface=""),),
            fields=(nir_field(),),
            coverage=(Coverage("demo", "assures", "table", "read", 20_000, 20_000),),
        )
    )


def all_levels() -> Result:
    """Every severity, several places of one rule, severity steps, a line of a file."""
    steps = (
        Modifier("persons", 1, "persons", "20000"),
        Modifier("public_register", -1, "public_register", "true"),
    )
    found = [
        finding(f"SN-{index:03}", severity, modifiers=steps, fingerprint=f"{index:016x}")
        for index, severity in enumerate(Severity)
    ]
    found += [
        finding("SN-001", Severity.HIGH, container=f"archive_{year}", columns=("nir", "nom"))
        for year in range(2016, 2024)
    ]
    found.append(
        finding(
            "SN-901",
            Severity.MEDIUM,
            verified=False,
            surface="",
            location=Location("db/migrate/004_vue.sql", 12),
            provenance=None,
        )
    )
    return summary(Result(run=run(), findings=tuple(found)))


def gaps_only() -> Result:
    """Nothing found, much unread: never to be taken for clean."""
    gaps = (
        *(
            Gap(GapKind.UNREAD, "example_rights", "demo", f"t{i}", detail=(("sqlstate", "42501"),))
            for i in range(12)
        ),
        Gap(
            GapKind.BOUNDED,
            "example_sample",
            "demo",
            "assures",
            "commentaire",
            detail=(("rows", "3000"),),
        ),
        Gap(GapKind.UNDECLARED, "example_purpose", "demo", "prestations", count=4),
        Gap(GapKind.UNDECIDED, "example_fact", count=1_234, detail=(("rule", "SN-001"),)),
    )
    return summary(
        Result(
            run=run(mode="sample", sample_rows=3_000),
            gaps=gaps,
            coverage=(
                Coverage("demo", "assures", "table", "partly", 3_000, None, 0.001),
                Coverage("demo", "t0", "table", "unread", None, None),
            ),
        )
    )


def hostile() -> Result:
    """Every name that the audited system chooses is an attack on the report."""
    found = tuple(
        finding(
            container=name,
            column=name,
            path="/" + name,
            surface=name,
            columns=(name, "ok"),
            message={"fr": f"La colonne {name} est lue.", "en": f"Column {name} is read."},
        )
        for name in HOSTILE
    )
    entries = tuple(
        FieldEntry("demo", name, name, "/" + name, name, nir_field().verdicts) for name in HOSTILE
    )
    rows = tuple(
        HeadlineRow("insured", "NIR", measured(1), "excessive", (address(name, name, "/" + name),))
        for name in HOSTILE
    )
    lines = tuple(
        IncidentLine(
            name, {"fr": name, "en": name}, "observed", measured(1), (address(name, name),)
        )
        for name in HOSTILE
    )
    headline = Headline(HOSTILE[1], "practitioner", (), measured(2), measured(0), rows)
    return summary(
        Result(
            run=run(targets=(Target("demo", "postgresql", HOSTILE[1]),)),
            mission=Mission(client=HOSTILE[1], mandate=HOSTILE[2]),
            findings=found,
            fields=entries,
            surfaces=tuple(surface(name, (name,)) for name in HOSTILE),
            exposures=tuple(exposure(name, Category.NIR, surface=name) for name in HOSTILE),
            reach=tuple(reach(surface=name, account=name) for name in HOSTILE),
            incidents=(IncidentReplay("x", {"fr": HOSTILE[1], "en": HOSTILE[1]}, lines),),
            conforming=tuple(Conforming("c", "demo", name, name) for name in HOSTILE),
            gaps=tuple(Gap(GapKind.UNREAD, name, "demo", name, name) for name in HOSTILE),
            coverage=tuple(Coverage("demo", name, name, "read", 1, 1) for name in HOSTILE),
            summary=Summary(headline=headline),
        )
    )


def decisions() -> Result:
    """Findings under decisions, one of which came back worse."""
    accepted = Decision(
        state="accepted",
        decided_by="A. Martin",
        role="DPO",
        date="2026-01-15",
        reason="Refonte du portail prévue au premier semestre.",
        owner="équipe portail",
        due="2026-06-30",
        expires="2026-07-31",
        dpo_advice="Favorable sous condition de délai.",
    )
    return summary(
        Result(
            run=run(),
            findings=(
                finding(state="decided", decision=accepted),
                finding("SN-002", state="worse", decision=replace(accepted, state="justified")),
            ),
        )
    )


CASES = {
    "empty": empty,
    "one_finding": one_finding,
    "all_levels": all_levels,
    "gaps_only": gaps_only,
    "hostile": hostile,
    "decisions": decisions,
    "story": story,
}
