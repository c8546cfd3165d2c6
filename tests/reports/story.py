"""An operator as the press described one in 2024, at a small scale."""

from dataclasses import replace
from functools import partial

from auditor.model.exposure import (
    Exposure,
    IncidentLine,
    IncidentReplay,
    PersonCount,
    Reach,
)
from auditor.model.findings import Conforming, Finding, Modifier
from auditor.model.gaps import Gap
from auditor.model.result import (
    Coverage,
    Environment,
    FieldEntry,
    Headline,
    HeadlineRow,
    Mission,
    PolicyNote,
    ProductionPersons,
    Result,
    Summary,
)
from auditor.model.verdicts import Alternative, Reason, Verdict
from auditor.model.vocabulary import (
    Audience,
    Basis,
    Category,
    EnvironmentKind,
    Evidence,
    Form,
    GapKind,
    Mode,
    Necessity,
    Provenance,
    Severity,
    Subject,
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


def story() -> Result:
    """An operator as the press described one in 2024, at a small scale."""
    return summary(
        Result(
            run=run(command="demo"),
            mission=Mission(client="Opérateur de démonstration", mandate="audit interne"),
            environment=Environment(
                EnvironmentKind.SYNTHETIC,
                declared=True,
                production_persons=ProductionPersons(
                    20_000_000, "contrat de service", "2025-12-31"
                ),
            ),
            policy=PolicyNote("sha256:77aa", confirmed=12, cells=310),
            coverage=_story_coverage(),
            fields=_story_fields(),
            surfaces=(
                surface("portail", ("assures", "professionnels")),
                replace(
                    surface("role:stat_ro", ("prestations",)),
                    kind="role",
                    audience=Audience.STATISTICS,
                    purposes=("statistics",),
                    declared=False,
                ),
            ),
            exposures=_story_exposures(),
            reach=_story_reach(),
            incidents=(_story_incident(),),
            findings=_story_findings(),
            conforming=(
                Conforming("example_needed", "demo", "garanties", "portail"),
                Conforming("example_hashed", "demo", "comptes"),
            ),
            gaps=(
                Gap(GapKind.UNDECLARED, "example_purpose", "demo", "prestations"),
                Gap(
                    GapKind.BOUNDED, "example_budget", "demo", "tickets", "commentaire", count=2_000
                ),
            ),
            summary=Summary(headline=_story_headline()),
        )
    )


def _story_fields() -> tuple[FieldEntry, ...]:
    def entry(
        column: str,
        category: Category,
        container: str = "assures",
        evidence: Evidence = Evidence.BOTH,
    ) -> FieldEntry:
        subject = Subject.INSURED if container == "assures" else Subject.PRACTITIONER
        verdict = Verdict(category, subject, Mode.IS, evidence, 0.94, share=1.0, rows=20_000)
        return FieldEntry("demo", container, column, "", "TEXT", (verdict,))

    comment = Verdict(
        Category.NIR,
        Subject.INSURED,
        Mode.CONTAINS,
        Evidence.VALUES,
        0.97,
        share=0.0004,
        rows=8,
        alternatives=(Alternative(Category.PSEUDONYM, 0.1),),
        reasons=(Reason("example_inside", 3.0, (("rows", 8),)),),
    )
    names_only = Verdict(
        Category.IBAN, Subject.PRACTITIONER, Mode.IS, Evidence.NAMES, 0.7, Form.MASKED
    )
    return (
        nir_field(),
        entry("nom", Category.PERSON),
        entry("date_naissance", Category.BIRTH_DATE),
        entry("amc", Category.INSURER),
        entry("raison_sociale", Category.COMPANY, "professionnels"),
        entry("siret", Category.SIRET, "professionnels"),
        entry("code_banque", Category.RIB, "professionnels"),
        entry("num_compte", Category.RIB, "professionnels"),
        FieldEntry("demo", "professionnels", "profil", "/banque/iban", "JSON", (names_only,)),
        FieldEntry("demo", "tickets", "commentaire", "", "TEXT", (comment,)),
        FieldEntry("demo", "tickets", "statut", "", "TEXT"),
    )


def _story_coverage() -> tuple[Coverage, ...]:
    return (
        Coverage("demo", "assures", "table", "read", 20_000, 20_000),
        Coverage("demo", "professionnels", "table", "read", 3_000, 3_000),
        Coverage("demo", "v_portail", "view", "read", 20_000, 20_000),
        Coverage("demo", "tickets", "table", "partly", 3_000, 20_000, 0.001),
    )


def _story_exposures() -> tuple[Exposure, ...]:
    practitioner = partial(exposure, subject=Subject.PRACTITIONER, persons=measured(3_000))
    return (
        exposure("assures", Category.NIR),
        exposure("assures", Category.PERSON, necessity=Necessity.TO_JUSTIFY),
        exposure("assures", Category.BIRTH_DATE, necessity=Necessity.TO_JUSTIFY),
        exposure("assures", Category.INSURER, necessity=Necessity.NEEDED),
        practitioner("professionnels", Category.RIB),
        practitioner(
            "professionnels", Category.SIRET, necessity=Necessity.UNDETERMINED, ground=None
        ),
        exposure(
            "prestations",
            Category.NIR,
            surface="role:stat_ro",
            audience=Audience.STATISTICS,
            origin=None,
            persons=PersonCount(18_000, Basis.MEASURED, exact=False, error=0.02),
        ),
    )


def _story_reach() -> tuple[Reach, ...]:
    return (
        reach(),
        reach(
            subject=Subject.PRACTITIONER,
            categories=(Category.RIB, Category.SIRET),
            excessive=(Category.RIB,),
            listable=measured(3_000),
            answerable=None,
            key_strength="",
            per_day=500,
        ),
    )


def _story_incident() -> IncidentReplay:
    def line(name: str, fr: str, en: str, status: str, count: int, *columns: str) -> IncidentLine:
        container = "professionnels" if name.startswith("ps_") else "assures"
        return IncidentLine(
            name,
            {"fr": fr, "en": en},
            status,
            measured(count) if count else None,
            tuple(address(column, container) for column in columns),
            ("portail",) if status == "observed" else (),
        )

    return IncidentReplay(
        "tiers-payant-2024",
        {"fr": "incident tiers payant 2024", "en": "2024 third-party-payment incident"},
        (
            line("civil_status", "état civil", "civil status", "observed", 20_000, "nom", "prenom"),
            line(
                "birth_date",
                "date de naissance",
                "date of birth",
                "observed",
                20_000,
                "date_naissance",
            ),
            line("nir", "NIR", "NIR", "observed", 20_000, "nir"),
            line("insurer", "nom de l'assureur santé", "insurer", "possible", 20_000, "amc"),
            line(
                "ps_rib",
                "coordonnées bancaires des professionnels",
                "practitioners' bank details",
                "observed",
                3_000,
                "code_banque",
                "code_guichet",
                "num_compte",
                "cle_rib",
            ),
            line("ps_siret", "SIRET", "SIRET", "stored_only", 3_000, "siret"),
            line("network", "réseau de soins", "care network", "not_found", 0),
            line("family", "bénéficiaires rattachés", "dependants", "unread", 0),
        ),
    )


def _story_headline() -> Headline:
    ribs = tuple(
        address(column, "professionnels")
        for column in ("code_banque", "code_guichet", "num_compte", "cle_rib")
    )
    return Headline(
        surface="Portail des professionnels",
        audience="practitioner",
        purposes=("rights_check", "practitioner_directory"),
        insured=measured(20_000),
        practitioners=measured(3_000),
        rows=(
            HeadlineRow("insured", "NIR", measured(20_000), "excessive", (address("nir"),)),
            HeadlineRow(
                "insured",
                "PERSON",
                measured(20_000),
                "to_justify",
                (address("nom"), address("prenom")),
            ),
            HeadlineRow("practitioner", "RIB", measured(3_000), "excessive", ribs),
            HeadlineRow("insured", "INSURER", measured(20_000), "needed", ()),
        ),
    )


def _story_findings() -> tuple[Finding, ...]:
    steps = (
        Modifier("persons", 1, "persons", "20000"),
        Modifier("linkability", 1, "linkability", "4"),
    )
    bank = finding(
        "SN-010",
        Severity.CRITICAL,
        base_severity=Severity.HIGH,
        modifiers=(Modifier("audience", 1, "audience", "practitioner"),),
        container="professionnels",
        column="",
        columns=("code_banque", "code_guichet", "num_compte", "cle_rib"),
        subject=Subject.PRACTITIONER,
        categories=(Category.RIB,),
        title={
            "fr": "Coordonnées bancaires de professionnels montrées à leurs confrères",
            "en": "Practitioners' bank details shown to other practitioners",
        },
        message={
            "fr": "« portail » montre le RIB de 3\u202f000 professionnels à leurs confrères.",
            "en": "“portail” shows the bank details of 3,000 practitioners to their colleagues.",
        },
        provenance=Provenance.HYPOTHESIS,
        fingerprint="aa00000000000001",
        facts={
            "persons": 3_000,
            "persons_basis": "measured",
            "scope": "everyone",
            "category": "RIB",
        },
    )
    return (
        bank,
        finding("SN-001", Severity.CRITICAL, base_severity=Severity.MEDIUM, modifiers=steps),
        finding("SN-001", Severity.CRITICAL, container="v_portail", fingerprint="bb00000000000002"),
        finding(
            "SN-040",
            Severity.MEDIUM,
            container="tickets",
            column="commentaire",
            surface="",
            title={"fr": "NIR dans une zone de commentaire libre", "en": "NIR in free text"},
            message={
                "fr": "8 lignes sur 20\u202f000 contiennent un NIR dont la clé est exacte.",
                "en": "8 rows of 20,000 hold a NIR whose key is right.",
            },
            fix={"fr": "Purger et bloquer à la saisie.", "en": "Purge, and block on entry."},
            verified=False,
            provenance=None,
            fingerprint="cc00000000000003",
            facts={"rows": 8, "share": 0.0004, "mode": "contains"},
        ),
        finding(
            "SN-055",
            Severity.LOW,
            container="professionnels",
            column="profil",
            path="/banque/iban",
            surface="",
            title={
                "fr": "Coordonnées bancaires dans un document JSON",
                "en": "Bank details in JSON",
            },
            fingerprint="dd00000000000004",
        ),
    )
