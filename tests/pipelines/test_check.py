"""What a check makes of migrations: verdicts of files, changes with their lines, findings."""

import random
from collections.abc import Mapping

import pytest

from auditor.desk.lock import made, read
from auditor.desk.lock import write as written
from auditor.exposure.changes.records import SOURCE
from auditor.model.result import Result, Run
from auditor.pipelines.check import Against, Files, check
from auditor.pipelines.inventory import inventory
from auditor.policy.load import read_policy
from auditor.rulebook.load import load_rulebook

RUN = Run("t", "1", "check", "2026-01-01T00:00:00Z", "", 0, "schema_only", None, (), "")

BASE = b"""CREATE TABLE assure (
  id bigserial PRIMARY KEY,
  num_secu char(13),
  nom varchar(60),
  dt_naiss date,
  created_at timestamptz
);
CREATE TABLE praticien (
  id bigserial PRIMARY KEY,
  rpps char(11),
  nom varchar(80),
  code_banque char(5),
  code_guichet char(5)
);
CREATE TABLE paiement (id bigint, praticien_id bigint, montant numeric(10,2), fait_le date);
CREATE TABLE ref_regime (code char(2) PRIMARY KEY, libelle text);
"""


def checked(
    files: Mapping[str, bytes | str],
    asked: set[str] | None = None,
    before: Mapping[str, bytes] | None = None,
    policy: str = "",
    lock: str = "",
) -> Result:
    now = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    known = read(lock, "audit.lock.yaml") if lock else made(())
    against = Against(
        read_policy(policy, "audit.yaml"),
        load_rulebook(scope="migrations"),
        known.containers(SOURCE),
        known.known(),
    )
    names = frozenset(now) if asked is None else frozenset(asked)
    return check(Files(now, names, before or {}), against, RUN).result


def after_base(sql: str, **more: str) -> Result:
    """What one file does, on the schema of BASE."""
    return checked({"m/V1__base.sql": BASE, "m/V2__next.sql": sql}, {"m/V2__next.sql"}, **more)  # type: ignore[arg-type]


def verdict(result: Result) -> str:
    (one,) = result.files
    return one.verdict


def told(result: Result) -> set[tuple[int, str, str]]:
    return {(one.line, one.column, k.value) for one in result.changes for k in one.categories}


def rules(result: Result) -> set[str]:
    return {finding.rule for finding in result.findings}


@pytest.mark.parametrize(
    ("sql", "expected", "rule"),
    [
        ("ALTER TABLE praticien ADD compte varchar(11);", {(1, "compte", "RIB")}, "MIG-001"),
        (
            "-- x\n\nALTER TABLE assure\n  ADD courriel text,\n  ADD tel_mobile varchar(20);",
            {(4, "courriel", "EMAIL_ADDRESS"), (5, "tel_mobile", "PHONE_NUMBER")},
            "MIG-001",
        ),
        ("ALTER TABLE paiement ADD nir_patient char(15);", {(1, "nir_patient", "NIR")}, "MIG-001"),
        (
            "ALTER TABLE assure ADD code_ald varchar(8);",
            {(1, "code_ald", "EXEMPTION")},
            "MIG-013",
        ),
        (
            "CREATE VIEW v AS SELECT num_secu AS a, upper(nom) AS b, count(*) AS n FROM assure;",
            {(1, "a", "NIR"), (1, "b", "PERSON")},
            "MIG-003",
        ),
        (
            "CREATE TABLE sauvegarde AS SELECT num_secu FROM assure;",
            {(1, "num_secu", "NIR")},
            "MIG-009",
        ),
        (
            "COPY (SELECT num_secu FROM assure) TO '/tmp/x.csv';",
            {(1, "num_secu", "NIR")},
            "MIG-010",
        ),
        (
            "INSERT INTO assure (num_secu) VALUES ('255081416802538');",
            {(1, "num_secu", "NIR")},
            "MIG-008",
        ),
        (
            "INSERT INTO assure (nom) VALUES ('DURAND');",
            {(1, "nom", "PERSON")},
            "MIG-015",
        ),
        (
            """ALTER TABLE paiement ADD z1 varchar(34);
            COMMENT ON COLUMN paiement.z1 IS 'IBAN du praticien';""",
            {(1, "z1", "IBAN")},
            "MIG-001",
        ),
    ],
)
def test_what_adds_or_spreads_personal_data_is_flagged_at_its_line(
    sql: str, expected: set[tuple[int, str, str]], rule: str
) -> None:
    result = after_base(sql)
    assert verdict(result) == "flag"
    assert told(result) == expected
    assert rule in rules(result)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE INDEX ix_assure_nom ON assure (nom, dt_naiss);",
        "ALTER TABLE assure ADD CONSTRAINT c CHECK (length(nom) > 1);",
        "ALTER TABLE assure ADD email_verifie boolean, ADD nir_controle_le timestamptz;",
        "ALTER TABLE assure ADD nom_fichier varchar(200), ADD modele_courriel varchar(40);",
        "ALTER TABLE assure ALTER COLUMN nom TYPE varchar(120);",
        "ALTER TABLE assure RENAME COLUMN nom TO nom_famille;",
        "-- ALTER TABLE assure ADD iban varchar(34);\n/* GRANT SELECT ON assure TO x; */ SELECT 1;",
        "CREATE TABLE ref_etab (finess char(9) PRIMARY KEY, siret char(14), raison_sociale text);",
        "INSERT INTO ref_regime (code, libelle) VALUES ('01', 'Régime général');",
        "CREATE VIEW nombres AS SELECT count(*) AS nb, max(created_at) AS dernier FROM assure;",
        "CREATE VIEW debut AS SELECT left(num_secu, 1) || '************' AS num FROM assure;",
        "ALTER TABLE paiement ADD statut varchar(10), ADD lot_id bigint, DROP COLUMN fait_le;",
        "GRANT SELECT ON ref_regime TO lecteur;",
        "GRANT SELECT ON ref_pays TO app;\nREVOKE SELECT ON lot FROM app;\nDROP TABLE ref_motif;",
    ],
)
def test_what_touches_no_personal_data_is_harmless(sql: str) -> None:
    result = after_base(sql)
    assert verdict(result) == "harmless", result.changes
    assert result.findings == ()


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE assure DROP COLUMN num_secu;",
        "DROP TABLE praticien;",
        "TRUNCATE assure;",
        "ALTER TABLE assure ENABLE ROW LEVEL SECURITY;",
        "UPDATE assure SET dt_naiss = NULL;",
        "UPDATE assure SET nom = 'ANONYME', dt_naiss = '1900-01-01';",
        "REVOKE SELECT ON beneficiaire FROM portail;",
        "DROP TABLE opticiens_2019;",
        "ALTER TABLE praticien DROP COLUMN code_banque;\nCREATE INDEX i ON praticien (rpps);",
    ],
)
def test_what_takes_away_or_restricts_is_an_improvement(sql: str) -> None:
    result = after_base(sql)
    assert verdict(result) == "improvement"
    assert result.findings == ()


@pytest.mark.parametrize(
    ("sql", "rule", "role"),
    [
        ("GRANT SELECT ON assure TO lecteur;", "MIG-002", "lecteur"),
        ("GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO app;", "MIG-002", "app"),
        (
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC;",
            "MIG-002",
            "PUBLIC",
        ),
        ("ALTER TABLE assure DISABLE ROW LEVEL SECURITY;", "MIG-016", ""),
        ("GRANT SELECT ON opticien TO portail;", "MIG-002", "portail"),
        ("ALTER TABLE beneficiaire DISABLE ROW LEVEL SECURITY;", "MIG-016", ""),
    ],
)
def test_wider_access_is_flagged(sql: str, rule: str, role: str) -> None:
    result = after_base(sql)
    assert verdict(result) == "flag"
    assert rule in rules(result)
    assert {one.role for one in result.changes} == {role}


def test_a_key_between_pseudonyms_and_identities_is_told_and_other_keys_are_not() -> None:
    study = "CREATE TABLE etude_pseudo (pseudonyme char(64), acte varchar(8), assure_id bigint);\n"
    joined = study + "ALTER TABLE etude_pseudo ADD FOREIGN KEY (assure_id) REFERENCES assure(id);"
    assert "MIG-005" in rules(after_base(joined))
    plain = "ALTER TABLE paiement ADD FOREIGN KEY (praticien_id) REFERENCES praticien(id);"
    assert verdict(after_base(plain)) == "harmless"


def test_a_retention_column_is_missed_when_it_is_declared_or_named_so() -> None:
    base = "CREATE TABLE adherent (nom text, prenom text, sorti_le date, date_purge date);"
    policy = "retention:\n  - {match: adherent, column: sorti_le, period: P24M}\n"

    def dropped(column: str, declared: str = "") -> Result:
        drop = f"ALTER TABLE adherent DROP COLUMN {column};"
        files: dict[str, bytes | str] = {"m/1.sql": base, "m/2.sql": drop}
        return checked(files, {"m/2.sql"}, policy=declared)

    assert rules(dropped("date_purge")) == {"MIG-011"}
    assert rules(dropped("sorti_le", policy)) == {"MIG-011"}
    assert rules(dropped("sorti_le")) == set()


def test_undoing_is_not_doing() -> None:
    files: dict[str, bytes | str] = {
        "m/V1__base.sql": BASE,
        "m/V2__drop.sql": "ALTER TABLE assure DROP COLUMN num_secu;",
        "m/U2__drop.sql": "ALTER TABLE assure ADD COLUMN num_secu char(13);",
    }
    result = checked(files, {"m/V2__drop.sql", "m/U2__drop.sql"})
    assert {one.file: one.verdict for one in result.files} == {
        "m/V2__drop.sql": "improvement",
        "m/U2__drop.sql": "harmless",
    }


PAYMENT = """
tables:
  - {match: "public.praticien", purposes: payment_run}
  - {match: portail_ps, purposes: practitioner_directory, surface: portail}
"""


def test_a_purpose_that_needs_the_data_makes_it_conforming() -> None:
    result = after_base("ALTER TABLE praticien ADD iban varchar(34);", policy=PAYMENT)
    assert rules(result) == set()
    (told_so,) = result.conforming
    assert (told_so.check, told_so.container) == ("migration_needed", "praticien")


def test_a_grant_is_held_against_what_its_role_is_declared_for() -> None:
    policy = """
roles:
  "compta_*": {audience: support, purposes: [payment_run]}
  portail: {audience: practitioner, purposes: [practitioner_directory]}
"""
    table = "CREATE TABLE praticien (id int, raison_sociale text, iban text, email text);\n"
    sql = (
        table
        + """GRANT SELECT (raison_sociale, iban) ON praticien TO compta_virements;
GRANT SELECT (iban) ON praticien TO portail;
GRANT SELECT (iban) ON praticien TO inconnu;
GRANT SELECT (iban) ON praticien TO PUBLIC;
"""
    )
    result = checked({"V1.sql": sql}, policy=policy)
    told = {f.location.line for f in result.findings if f.rule == "MIG-002" and f.location}
    assert told == {3, 4, 5}
    (kept,) = (one for one in result.conforming if one.check == "grant_needed")
    assert dict(kept.detail)["grantee"] == "compta_virements"
    assert dict(kept.detail)["columns"] == "iban, raison_sociale"


def test_what_public_registers_tell_is_graded_below_a_nir_or_a_rib() -> None:
    sql = "CREATE TABLE annuaire (rpps char(11));\nCREATE TABLE assure (nir char(15));\n"
    graded = {
        f.container: f.severity.value
        for f in checked({"V1.sql": sql}).findings
        if f.rule == "MIG-001"
    }
    assert graded == {"annuaire": "medium", "assure": "high"}


def test_columns_named_in_a_query_are_those_of_the_table_that_no_file_made() -> None:
    sql = """CREATE VIEW v_contact AS
SELECT
  p.nom AS libelle,
  p.commune
FROM praticien p;
"""
    result = checked({"V1.sql": sql})
    told = [(c.line, c.column, c.categories[0].value, c.subject.value) for c in result.changes]
    assert told[0] == (3, "libelle", "PERSON", "practitioner")
    assert {f.location.line for f in result.findings if f.location} == {3}


@pytest.mark.parametrize(("width", "action"), [(15, "unmask"), (64, "")])
def test_a_digest_that_no_file_defined_is_none_once_it_is_too_short(
    width: int, action: str
) -> None:
    sql = f"ALTER TABLE suivi ALTER COLUMN nir_hash TYPE varchar({width});"
    result = checked({"V1.sql": sql})
    assert [one.action for one in result.changes] == ([action] if action else [])


def test_a_rib_within_reach_of_the_portal_is_critical() -> None:
    files: dict[str, bytes | str] = {
        "m/1.sql": BASE,
        "m/2.sql": "CREATE TABLE portail_ps (rpps char(11), nom text);",
        "m/3.sql": "ALTER TABLE portail_ps ADD iban varchar(34);",
    }
    result = checked(files, {"m/3.sql"}, policy=PAYMENT)
    assert [(one.rule, one.severity) for one in result.findings] == [("MIG-006", "critical")]


def test_only_what_an_edited_file_does_more_is_new() -> None:
    before = {"m/1.sql": BASE, "m/2.sql": b"ALTER TABLE assure ADD courriel text;"}
    now = {
        "m/1.sql": BASE.decode(),
        "m/2.sql": "-- moved down\n\nALTER TABLE assure ADD courriel text;\n"
        "ALTER TABLE assure ADD iban varchar(34);",
    }
    result = checked(now, {"m/2.sql"}, before)
    assert told(result) == {(4, "iban", "IBAN")}
    again = checked(now, {"m/2.sql"}, {name: text.encode() for name, text in now.items()})
    assert verdict(again) == "harmless"


def test_what_stands_in_the_lock_is_not_new_and_tells_of_tables_made_elsewhere() -> None:
    lock, gaps = inventory({"m/1.sql": BASE}, read_policy("", "audit.yaml"))
    assert not gaps
    text = written(lock)
    again = checked({"m/1.sql": BASE}, lock=text)
    assert rules(again) == set()
    elsewhere = checked({"m/9.sql": "GRANT SELECT ON assure TO lecteur;"}, lock=text)
    assert rules(elsewhere) == {"MIG-002"}
    more = checked({"m/9.sql": "ALTER TABLE praticien ADD compte char(11);"}, lock=text)
    assert told(more) == {(1, "compte", "RIB")}


def test_a_part_that_cannot_be_read_never_counts_as_harmless() -> None:
    broken = "<<<<<<< HEAD\nALTER TABLE assure ADD x int;\n=======\n>>>>>>> other\n"
    result = after_base(broken)
    assert verdict(result) == "unread"
    assert result.summary.complete is False
    both = after_base(broken + "ALTER TABLE assure ADD iban varchar(34);")
    assert verdict(both) == "flag"
    assert both.summary.complete is False


def test_a_broken_neighbour_is_told_once_and_does_not_fail_the_run() -> None:
    files = {"m/1.sql": "<<<<<<< HEAD\nx\n", "m/2.sql": "CREATE TABLE t (id int);"}
    result = checked(files, {"m/2.sql"})
    assert result.summary.complete is True
    assert [gap.code for gap in result.gaps] == ["context_unread"]


def test_the_order_in_which_files_are_given_changes_nothing() -> None:
    files: dict[str, bytes | str] = {
        f"m/V{n}__x.sql": f"ALTER TABLE assure ADD col_{n} int;" for n in range(2, 30)
    }
    files |= {"m/V1__base.sql": BASE, "m/V31__x.sql": "ALTER TABLE assure ADD iban char(27);"}
    names = list(files)
    random.Random(7).shuffle(names)  # noqa: S311 - an order, not a secret
    assert checked({name: files[name] for name in names}) == checked(files)


def test_no_value_of_a_file_is_in_the_result() -> None:
    from auditor.reports.json import render

    secret = "255081416802538"
    sql = (
        f"INSERT INTO assure (num_secu, nom) VALUES ('{secret}', 'ZYGOMATIQUE');\n"
        f"ALTER TABLE assure ADD iban varchar(34) DEFAULT 'FR7630006000011234567890189';\n"
        f"COMMENT ON COLUMN assure.nom IS 'ex. ZYGOMATIQUE {secret}';"
    )
    text = render(after_base(sql)).decode()
    for value in (secret, "ZYGOMATIQUE", "FR7630006000011234567890189"):
        assert value not in text
