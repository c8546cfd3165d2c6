"""Three operators: a French portal, an English back office, a legacy MariaDB; written first."""

from tests.corpus.rights.model import World

FRENCH = World(
    dialect="postgresql",
    before=("CREATE SCHEMA extranet", "CREATE SCHEMA paie", "CREATE SCHEMA recette"),
    tables={
        "public.assures": (
            *(("id", "id"), ("nir", "nir"), ("nom", "surname"), ("prenom", "first_name")),
            *(("date_naissance", "birth"), ("code_amc", "amc"), ("numero_adherent", "member")),
            *(("adresse", "street"), ("email", "mail"), ("telephone", "phone"), ("iban", "iban")),
        ),
        "public.droits": (
            *(("id", "id"), ("numero_adherent", "member"), ("code_amc", "amc")),
            *(("date_debut", "day"), ("date_fin", "ended")),
        ),
        "public.professionnels": (
            *(("id", "id"), ("rpps", "rpps"), ("nom", "surname"), ("prenom", "first_name")),
            *(("raison_sociale", "firm"), ("siret", "siret"), ("finess", "finess")),
            *(("email", "mail"), ("rib_iban", "iban")),
        ),
        "paie.virements": (
            *(("id", "id"), ("beneficiaire", "firm"), ("iban", "iban"), ("bic", "bic")),
            *(("montant", "amount"), ("siret", "siret"), ("date_virement", "day")),
        ),
        "public.comptes_portail": (
            *(("id", "id"), ("login", "login"), ("mot_de_passe", "hash"), ("email", "mail")),
            ("derniere_connexion", "login_day"),
        ),
        "public.dossiers": (
            *(("id", "id"), ("nir", "nir"), ("nom", "surname"), ("prenom", "first_name")),
            *(("date_naissance", "birth"), ("cabinet", "login")),
        ),
        "public.ref_actes": (("code_acte", "code"), ("libelle", "label")),
    },
    roles={
        "portail_ps": "LOGIN",
        "lecture": "NOLOGIN",
        "portail_annuaire": "LOGIN",
        "portail_droits": "LOGIN",
        "portail_cabinet": "LOGIN",
        "portail_fonction": "LOGIN",
        "compta_paiement": "LOGIN",
        "bi_infocentre": "LOGIN",
        "hotline": "LOGIN",
        "appli": "LOGIN BYPASSRLS",
        "dba_exploitation": "LOGIN SUPERUSER",
        "dev_recette": "LOGIN",
        "traitement_nuit": "LOGIN",
    },
    statements=(
        "GRANT USAGE ON SCHEMA extranet, paie, recette TO PUBLIC",
        "GRANT SELECT ON public.ref_actes TO PUBLIC",
        "GRANT SELECT ON public.assures, public.professionnels TO ~lecture",
        "GRANT ~lecture TO ~portail_ps",
        (
            "GRANT SELECT (id, rpps, nom, prenom, raison_sociale, finess) ON public.professionnels "
            "TO ~portail_annuaire"
        ),
        (
            "CREATE VIEW extranet.v_droits AS SELECT numero_adherent, code_amc, date_debut, "
            "date_fin FROM public.droits"
        ),
        "GRANT SELECT ON extranet.v_droits TO ~portail_droits",
        "ALTER TABLE public.dossiers ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY cabinet ON public.dossiers USING (cabinet = current_user)",
        "GRANT SELECT ON public.dossiers TO ~portail_cabinet",
        (
            "CREATE FUNCTION extranet.droits_de(p_nir text, p_date_naissance date) "
            "RETURNS TABLE(numero_adherent text, code_amc text) LANGUAGE sql SECURITY DEFINER "
            "AS $$ SELECT a.numero_adherent, a.code_amc FROM public.assures a "
            "WHERE a.nir = p_nir AND a.date_naissance = p_date_naissance $$"
        ),
        "REVOKE EXECUTE ON FUNCTION extranet.droits_de FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION extranet.droits_de TO ~portail_fonction",
        "GRANT SELECT ON paie.virements TO ~compta_paiement",
        "CREATE VIEW extranet.v_dossiers AS SELECT nir, nom, prenom FROM public.dossiers",
        "GRANT SELECT ON extranet.v_dossiers, public.ref_actes TO ~bi_infocentre",
        "GRANT SELECT ON public.comptes_portail, public.droits TO ~hotline",
        "GRANT SELECT, INSERT ON public.droits TO ~appli",
        "CREATE TABLE recette.assures AS SELECT * FROM public.assures",
        "GRANT SELECT ON recette.assures TO ~dev_recette",
        "GRANT SELECT ON public.droits TO ~traitement_nuit WITH GRANT OPTION",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ~hotline",
    ),
    policy="""
environment: production
roles:
  ~portail_ps: {audience: practitioner, purposes: [rights_check]}
  ~portail_annuaire: {purposes: practitioner_directory}
  ~portail_droits: {purposes: rights_check}
  ~portail_cabinet: {purposes: rights_check, scope: asked_person}
  ~portail_fonction: {purposes: rights_check, per_day: 400}
  ~compta_paiement: {purposes: payment_run}
  ~bi_infocentre: {purposes: statistics}
  ~hotline: {purposes: hotline}
""",
    alarms={
        ("portail_ps", "public.assures"): frozenset(
            {"iban", "email", "telephone", "adresse", "nir", "nom", "prenom", "date_naissance"}
        ),
        ("portail_ps", "public.professionnels"): frozenset({"rib_iban"}),
        ("bi_infocentre", "extranet.v_dossiers"): frozenset({"nir", "nom", "prenom"}),
        ("hotline", "public.comptes_portail"): frozenset({"mot_de_passe"}),
        ("dev_recette", "recette.assures"): frozenset(
            {"iban", "email", "telephone", "adresse", "nir", "nom", "prenom", "date_naissance"}
            | {"code_amc", "numero_adherent"}
        ),
    },
    powers={
        "appli": frozenset({"DBX-004"}),
        "traitement_nuit": frozenset({"DBX-013"}),
        "hotline": frozenset({"DBX-014"}),
    },
    calm=(
        ("portail_annuaire", "public.professionnels"),
        ("portail_droits", "extranet.v_droits"),
        ("portail_cabinet", "public.dossiers"),
        ("portail_fonction", "extranet.droits_de(text, date)"),
        ("compta_paiement", "paie.virements"),
        ("hotline", "public.droits"),
        ("bi_infocentre", "public.ref_actes"),
    ),
)

ENGLISH = World(
    dialect="postgresql",
    before=("CREATE SCHEMA app", "CREATE SCHEMA mart"),
    tables={
        "app.members": (
            *(("id", "id"), ("ssn", "nir"), ("first_name", "first_name"), ("last_name", "surname")),
            *(("birth_date", "birth"), ("phone", "phone"), ("email", "mail"), ("street", "street")),
            *(("member_number", "member"), ("insurer_code", "amc")),
        ),
        "app.coverages": (
            *(
                ("id", "id"),
                ("member_number", "member"),
                ("starts_on", "day"),
                ("ends_on", "ended"),
            ),
            ("insurer_code", "amc"),
        ),
        "app.providers": (
            *(("id", "id"), ("rpps_number", "rpps"), ("full_name", "full_name")),
            *(("practice_name", "firm"), ("siret", "siret")),
        ),
        "app.provider_bank_accounts": (
            *(("id", "id"), ("provider_name", "full_name"), ("iban", "iban"), ("bic", "bic")),
        ),
        "app.claims": (
            *(("id", "id"), ("member_number", "member"), ("ccam_code", "act")),
            ("amount", "amount"),
        ),
        "app.users": (
            *(("id", "id"), ("login", "login"), ("password_hash", "hash"), ("email", "mail")),
            ("mfa_enabled", "sex"),
        ),
        "app.access_logs": (
            *(("id", "id"), ("login", "login"), ("ip_address", "ip"), ("viewed_member_id", "id")),
            ("viewed_at", "day"),
        ),
        "mart.refund_totals": (
            *(("birth_year", "year"), ("department", "department"), ("insurer_code", "amc")),
            ("total_amount", "amount"),
        ),
    },
    roles={
        "web_portal": "LOGIN",
        "agents": "NOLOGIN",
        "support_desk": "LOGIN",
        "payout_service": "LOGIN",
        "analytics_ro": "LOGIN",
        "etl_loader": "LOGIN",
        "dba_team": "LOGIN SUPERUSER",
        "kiosk": "LOGIN NOINHERIT",
        "insurer_api": "LOGIN",
    },
    statements=(
        "GRANT USAGE ON SCHEMA app, mart TO PUBLIC",
        "GRANT SELECT ON app.members, app.coverages TO ~web_portal",
        "GRANT SELECT (first_name, last_name, member_number) ON app.members TO ~agents",
        "GRANT SELECT ON app.provider_bank_accounts, app.claims TO ~agents",
        "GRANT ~agents TO ~support_desk",
        "GRANT SELECT ON app.provider_bank_accounts, app.providers TO ~payout_service",
        "GRANT SELECT ON app.claims TO ~payout_service",
        "GRANT SELECT ON mart.refund_totals, app.members TO ~analytics_ro",
        "GRANT pg_read_all_data TO ~etl_loader",
        "GRANT ~agents TO ~kiosk",
        "CREATE TABLE app.members_export AS SELECT ssn, last_name, email FROM app.members",
        "GRANT SELECT ON app.members_export TO PUBLIC",
        (
            "CREATE VIEW app.v_members_masked WITH (security_barrier) AS SELECT member_number, "
            "'*****' || right(ssn, 4) AS ssn_masked, insurer_code FROM app.members"
        ),
        "GRANT SELECT ON app.v_members_masked TO ~insurer_api",
    ),
    policy="""
environment: production
roles:
  ~web_portal: {audience: practitioner, purposes: [rights_check]}
  ~support_desk: {purposes: hotline}
  ~payout_service: {purposes: payment_run}
  ~analytics_ro: {purposes: statistics}
  ~kiosk: {audience: support, purposes: [hotline]}
  ~insurer_api: {purposes: insurer_access}
""",
    alarms={
        ("web_portal", "app.members"): frozenset(
            {"phone", "email", "street", "ssn", "first_name", "last_name", "birth_date"}
        ),
        ("support_desk", "app.provider_bank_accounts"): frozenset({"iban", "bic"}),
        ("support_desk", "app.claims"): frozenset({"ccam_code"}),
        ("kiosk", "app.provider_bank_accounts"): frozenset({"iban", "bic"}),
        ("kiosk", "app.claims"): frozenset({"ccam_code"}),
        ("payout_service", "app.claims"): frozenset({"ccam_code"}),
        ("analytics_ro", "app.members"): frozenset(
            {"ssn", "first_name", "last_name", "birth_date", "phone", "email", "street"}
        ),
        ("PUBLIC", "app.members_export"): frozenset({"ssn", "last_name", "email"}),
    },
    powers={"etl_loader": frozenset({"DBX-004"})},
    calm=(
        ("web_portal", "app.coverages"),
        ("support_desk", "app.members"),
        ("payout_service", "app.provider_bank_accounts"),
        ("payout_service", "app.providers"),
        ("analytics_ro", "mart.refund_totals"),
        ("insurer_api", "app.v_members_masked"),
    ),
)

LEGACY = World(
    dialect="mysql",
    tables={
        "ASSURE": (
            *(("ASSID", "id"), ("ASSNIR", "nir"), ("ASSNOM", "surname"), ("ASSPRE", "first_name")),
            *(("ASSDTNAIS", "birth"), ("ASSTEL", "phone"), ("ASSMAIL", "mail")),
            *(("NUMADH", "member"), ("CODAMC", "amc")),
        ),
        "DROIT": (
            *(("DROID", "id"), ("NUMADH", "member"), ("CODAMC", "amc"), ("DATDEB", "day")),
            ("DATFIN", "ended"),
        ),
        "PRATICIEN": (
            *(("PSID", "id"), ("PSRPPS", "rpps"), ("PSNOM", "full_name"), ("PSRAISOC", "firm")),
            *(("PSIBAN", "iban"), ("PSMAIL", "mail")),
        ),
    },
    roles={"portail": "", "annuaire": "", "compta": "", "stat": "", "guichet": ""},
    statements=(
        "CREATE VIEW V_ANNUAIRE AS SELECT PSNOM, PSRAISOC, PSRPPS FROM PRATICIEN",
        "GRANT SELECT ON ~db.* TO ~portail",
        "GRANT SELECT ON ~db.V_ANNUAIRE TO ~annuaire",
        "GRANT SELECT (PSRPPS, PSNOM, PSIBAN) ON ~db.PRATICIEN TO ~compta",
        "GRANT ALL PRIVILEGES ON ~db.* TO ~stat WITH GRANT OPTION",
        "GRANT SELECT ON ~db.DROIT TO ~guichet",
    ),
    policy="""
environment: production
roles:
  "~portail@*": {audience: practitioner, purposes: [rights_check]}
  "~annuaire@*": {purposes: practitioner_directory}
  "~compta@*": {purposes: payment_run}
  "~stat@*": {purposes: statistics}
  "~guichet@*": {audience: practitioner, purposes: rights_check}
""",
    alarms={
        ("portail", "ASSURE"): frozenset(
            {"ASSTEL", "ASSMAIL", "ASSNIR", "ASSNOM", "ASSPRE", "ASSDTNAIS"}
        ),
        ("portail", "PRATICIEN"): frozenset({"PSIBAN"}),
        ("stat", "ASSURE"): frozenset(
            {"ASSDTNAIS", "ASSTEL", "ASSMAIL", "ASSNIR", "ASSNOM", "ASSPRE"}
        ),
        ("stat", "PRATICIEN"): frozenset({"PSNOM", "PSIBAN", "PSMAIL", "PSRPPS"}),
        ("stat", "V_ANNUAIRE"): frozenset({"PSNOM", "PSRPPS"}),
    },
    powers={"stat": frozenset({"DBX-013"})},
    calm=(
        ("annuaire", "V_ANNUAIRE"),
        ("compta", "PRATICIEN"),
        ("guichet", "DROIT"),
        ("portail", "DROIT"),
        ("portail", "V_ANNUAIRE"),
    ),
)

WORLDS = {"french": FRENCH, "english": ENGLISH, "legacy": LEGACY}
