"""Parts from which the Results of the tests are built."""

from dataclasses import replace

from auditor.model.exposure import (
    Exposure,
    Ground,
    PersonCount,
    Reach,
    Surface,
)
from auditor.model.findings import Finding
from auditor.model.refs import FieldAddress
from auditor.model.result import (
    FieldEntry,
    Result,
    Run,
    Summary,
    Target,
)
from auditor.model.verdicts import Considered, Reason, Verdict
from auditor.model.vocabulary import (
    Audience,
    Basis,
    Category,
    Evidence,
    Form,
    GapKind,
    Mode,
    Necessity,
    Origin,
    Provenance,
    Scope,
    Severity,
    Subject,
)
from auditor.reports.references import Reference

REFERENCES = {
    "gdpr_5_1_c": Reference(
        "regulation", {"fr": "RGPD, art. 5(1)(c)", "en": "GDPR, art. 5(1)(c)"}, verified=True
    ),
    "gdpr_25": Reference(
        "regulation", {"fr": "RGPD, art. 25", "en": "GDPR, art. 25"}, verified=False
    ),
}


def run(**changes: object) -> Run:
    """A run with a fixed clock."""
    base = Run(
        tool="strict-necessaire",
        version="0.1.0",
        command="scan",
        started="2026-03-02T09:00:00Z",
        finished="2026-03-02T09:04:12Z",
        seed=7,
        mode="full",
        sample_rows=None,
        targets=(Target("demo", "sqlite", "operateur.db"),),
        rules="sha256:0f3a9c",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def finding(rule: str = "SN-001", severity: Severity = Severity.HIGH, **changes: object) -> Finding:
    """A finding on one field."""
    base = Finding(
        rule=rule,
        severity=severity,
        base_severity=severity,
        modifiers=(),
        source="demo",
        container="assures",
        column="nir",
        path="",
        surface="portail",
        subject=Subject.INSURED,
        categories=(Category.NIR,),
        title={"fr": "NIR révélé par une réponse", "en": "NIR revealed by an answer"},
        message={
            "fr": "« portail » montre le NIR de 20\u202f000 assurés à tout compte.",
            "en": "The surface “portail” shows the NIR of 20,000 insured to any account.",
        },
        fix={
            "fr": "Retirer la colonne de la vue lue par le portail.",
            "en": "Remove the column from the view that the portal reads.",
        },
        basis=("gdpr_5_1_c", "gdpr_25"),
        cwe=(359,),
        provenance=Provenance.USAGE,
        verified=True,
        fingerprint="5d41402abc4b2a76",
        facts={"persons": 20_000, "scope": "everyone", "necessity": "excessive", "split": False},
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def summary(result: Result) -> Result:
    """The same Result with the counts of its summary filled in."""
    counts = Summary(
        complete=not any(gap.kind is GapKind.UNREAD for gap in result.gaps),
        containers=len(result.coverage),
        containers_read=sum(one.state != "unread" for one in result.coverage),
        rows_read=sum(one.rows_read or 0 for one in result.coverage),
        fields=len(result.fields),
        personal_fields=sum(bool(entry.verdicts) for entry in result.fields),
        findings={
            severity.value: sum(f.severity is severity for f in result.findings)
            for severity in Severity
        },
        conforming=len(result.conforming),
        gaps={kind.value: sum(g.kind is kind for g in result.gaps) for kind in GapKind},
        headline=result.summary.headline,
    )
    return replace(result, summary=counts)


def address(column: str, container: str = "assures", path: str = "") -> FieldAddress:
    """The address of a field of the demonstration."""
    return FieldAddress("demo", container, column, path)


def measured(value: int) -> PersonCount:
    """Persons that were counted."""
    return PersonCount(value, Basis.MEASURED)


def nir_field() -> FieldEntry:
    return FieldEntry(
        "demo",
        "assures",
        "nir",
        "",
        "CHAR(15)",
        verdicts=(
            Verdict(
                Category.NIR,
                Subject.INSURED,
                Mode.IS,
                Evidence.BOTH,
                0.99,
                share=0.9987,
                rows=19_974,
                reasons=(
                    Reason("example_key_agrees", 4.2, (("share", 0.9987), ("rows", 20_000))),
                    Reason("example_name_says", 2.0, (("token", "nir"),)),
                    Reason("example_wrong_keys", -0.3, (("rows", 26),)),
                ),
            ),
        ),
        considered=(Considered(Category.SIRET, 0.02, (Reason("example_width", -3.0),)),),
    )


def surface(name: str, containers: tuple[str, ...]) -> Surface:
    return Surface(name, "table", Audience.PRACTITIONER, ("rights_check",), True, containers)


def exposure(
    container: str, category: Category, surface: str = "portail", **changes: object
) -> Exposure:
    base = Exposure(
        source="demo",
        surface=surface,
        account="",
        audience=Audience.PRACTITIONER,
        container=container,
        fields=(address("nir", container),),
        subject=Subject.INSURED,
        category=category,
        scope=Scope.EVERYONE,
        origin=Origin.REVEALED,
        form=Form.CLEAR,
        necessity=Necessity.EXCESSIVE,
        ground=Ground(
            "rights_check",
            "answer",
            "conditional",
            Provenance.USAGE,
            {"echo": False, "own": None, "masked": True},
            ("gdpr_5_1_c",),
        ),
        persons=measured(20_000),
        rows=20_000,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def reach(**changes: object) -> Reach:
    base = Reach(
        source="demo",
        surface="portail",
        account="",
        audience=Audience.PRACTITIONER,
        subject=Subject.INSURED,
        categories=(Category.NIR, Category.PERSON, Category.INSURER),
        excessive=(Category.NIR,),
        listable=measured(4_000),
        answerable=measured(20_000),
        key_strength="nir_birth_date",
        remove=(address("nir"),),
    )
    return replace(base, **changes)  # type: ignore[arg-type]
