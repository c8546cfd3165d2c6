"""An operator that nothing was tuned on: mixed names, presumed roles, protections gone round."""

from tests.corpus.rights.model import World

_COPIED = frozenset(
    {"nir_benef", "nom_usage", "prenom", "dt_naiss", "tel_mobile", "courriel", "cp", "ville"}
)

MIXED = World(
    dialect="postgresql",
    before=("CREATE SCHEMA socle", "CREATE SCHEMA recette", "CREATE SCHEMA site"),
    tables={
        "socle.beneficiaire": (
            *(("num_benef", "id"), ("nir_benef", "nir"), ("nom_usage", "surname")),
            *(("prenom", "first_name"), ("dt_naiss", "birth"), ("tel_mobile", "phone")),
            *(("courriel", "mail"), ("cp", "postcode"), ("ville", "town")),
            *(("no_adherent", "member"), ("amc", "amc")),
        ),
        "socle.contrat": (
            *(("id", "id"), ("no_adherent", "member"), ("amc", "amc"), ("date_effet", "day")),
            ("date_fin", "ended"),
        ),
        "socle.ps": (
            *(("id", "id"), ("num_rpps", "rpps"), ("nom", "surname"), ("prenom", "first_name")),
            *(("cabinet", "firm"), ("no_finess", "finess"), ("mail_pro", "mail")),
        ),
        "socle.ps_coord_bancaires": (
            *(("id", "id"), ("titulaire", "full_name"), ("iban", "iban"), ("bic", "bic")),
        ),
        "socle.soins": (
            *(("id", "id"), ("pseudo", "pseudonym"), ("code_ccam", "act"), ("montant", "amount")),
        ),
        "socle.correspondance": (("pseudo", "pseudonym"), ("nir", "nir")),
        "socle.journal_consultation": (
            *(("id", "id"), ("identifiant", "login"), ("adresse_ip", "ip")),
            *(("id_beneficiaire", "id"), ("horodatage", "day")),
        ),
    },
    roles={
        "extranet_pro": "LOGIN",
        "extranet_min": "LOGIN",
        "site_annuaire": "LOGIN",
        "assistance_n1": "LOGIN",
        "compta_reglement": "LOGIN",
        "stats_dwh": "LOGIN",
        "stats_seules": "LOGIN",
        "superviseur": "NOLOGIN SUPERUSER",
        "app_metier": "LOGIN",
        "adm_dba": "LOGIN SUPERUSER",
        "testeur_recette": "LOGIN",
        "batch_app": "LOGIN NOINHERIT",
    },
    statements=(
        "GRANT USAGE ON SCHEMA socle, recette, site TO PUBLIC",
        "ALTER TABLE socle.beneficiaire ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY ouverte ON socle.beneficiaire USING (true)",
        "GRANT SELECT ON socle.beneficiaire TO ~extranet_pro",
        (
            "CREATE MATERIALIZED VIEW site.mv_droits AS SELECT no_adherent, amc, date_effet, "
            "date_fin FROM socle.contrat"
        ),
        "GRANT SELECT ON site.mv_droits TO ~extranet_min",
        "GRANT SELECT (num_rpps, nom, prenom, cabinet, no_finess) ON socle.ps TO ~site_annuaire",
        (
            "CREATE VIEW site.v_ps AS SELECT p.nom, p.prenom, b.iban AS compte FROM socle.ps p "
            "JOIN socle.ps_coord_bancaires b USING (id)"
        ),
        "CREATE VIEW site.v_ps_bis AS SELECT * FROM site.v_ps",
        "GRANT SELECT ON site.v_ps_bis TO ~site_annuaire",
        (
            "CREATE VIEW site.v_benef_masque AS SELECT no_adherent, nom_usage, prenom, "
            "'****' || right(nir_benef, 4) AS nir FROM socle.beneficiaire"
        ),
        "GRANT SELECT ON site.v_benef_masque TO ~assistance_n1",
        (
            "CREATE FUNCTION site.fiche(p_num bigint) RETURNS TABLE(nir text) LANGUAGE sql "
            "SECURITY DEFINER AS $$ SELECT b.nir_benef FROM socle.beneficiaire b "
            "WHERE b.num_benef = p_num $$"
        ),
        "REVOKE EXECUTE ON FUNCTION site.fiche(bigint) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION site.fiche(bigint) TO ~assistance_n1",
        "GRANT SELECT ON socle.ps_coord_bancaires TO ~compta_reglement",
        "GRANT SELECT ON socle.soins, socle.correspondance TO ~stats_dwh",
        "GRANT SELECT ON socle.soins TO ~stats_seules",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA socle GRANT SELECT ON TABLES TO ~stats_dwh",
        "GRANT ~superviseur TO ~app_metier",
        "CREATE TABLE recette.beneficiaire AS SELECT * FROM socle.beneficiaire",
        "GRANT SELECT ON recette.beneficiaire TO ~testeur_recette",
        "GRANT ~extranet_pro TO ~batch_app",
    ),
    policy="""
environment: production
roles:
  ~extranet_pro: {audience: practitioner, purposes: [rights_check]}
  ~extranet_min: {purposes: rights_check}
  ~site_annuaire: {purposes: practitioner_directory}
""",
    alarms={
        ("extranet_pro", "socle.beneficiaire"): _COPIED,
        ("site_annuaire", "site.v_ps_bis"): frozenset({"compte"}),
        ("assistance_n1", "site.fiche(bigint)"): frozenset({"nir"}),
        # An account that reads everything reads pseudonyms beside what lifts them, too.
        ("app_metier", "socle.soins"): frozenset({"pseudo"}),
        ("app_metier", "socle.correspondance"): frozenset({"pseudo"}),
        ("stats_dwh", "socle.soins"): frozenset({"pseudo"}),
        ("stats_dwh", "socle.correspondance"): frozenset({"pseudo", "nir"}),
        ("testeur_recette", "recette.beneficiaire"): _COPIED | {"no_adherent", "amc"},
    },
    powers={"app_metier": frozenset({"DBX-004"}), "stats_dwh": frozenset({"DBX-014"})},
    calm=(
        ("extranet_min", "site.mv_droits"),
        ("site_annuaire", "socle.ps"),
        ("assistance_n1", "site.v_benef_masque"),
        ("compta_reglement", "socle.ps_coord_bancaires"),
        ("stats_seules", "socle.soins"),
    ),
)
