# ruff: noqa: E501 - an exchange and its answer side by side, as in a table
"""Exchanges that the detection was tuned on, with the answers written first."""

from tests.corpus.portal.har import Case, words
from tests.corpus.portal.people import Person, person, practice

ME = practice(0)
RIGHTS, CALC, PAID = "rights_check", "coverage_calculation", "payment_statement"
BOOK, MINE = "practitioner_directory", "practitioner_account"
_JPEG = "image/jpeg"


def cases() -> tuple[Case, ...]:
    """All of them, in the order of one capture."""
    return (*_rights(), *_lists(), *_carers(), *_payments(), *_pages(), *_around())


def _card(p: Person, **more: object) -> dict[str, object]:
    return {
        "statut": "DROITS_OUVERTS",
        "numeroAdherent": p.member,
        "amc": {"numero": p.insurer[0], "libelle": p.insurer[1]},
        "periodeDroits": {"dateDebut": "2026-01-01", "dateFin": "2026-12-31"},
        **more,
    }


def _rights() -> tuple[Case, ...]:
    p, q, r, s = person(1), person(2), person(3), person(4)
    return (
        # Clean: what was sent is repeated, what the card says is answered.
        Case("POST", "/api/v1/droits/consultation", _card(p, beneficiaire={"nom": p.surname, "prenom": p.given, "dateNaissance": p.born}),
             {"numeroAdherent": p.member, "dateNaissance": p.born, "numeroAmc": p.insurer[0]},
             words("MEMBER_NUMBER INSURER COVERAGE_PERIOD PERSON BIRTH_DATE"), screen=RIGHTS),
        # The member number opens the whole file.
        Case("POST", "/api/v1/droits/consultation",
             _card(q, beneficiaire={"nom": q.surname, "prenom": q.given, "dateNaissance": q.born, "nir": q.nir[:13], "cleNir": q.key,
                                    "adresse": {"voie": q.street, "codePostal": q.postcode, "ville": q.town}, "email": q.mail,
                                    "telephonePortable": q.phone}, numeroContrat=q.contract),
             {"numeroAdherent": q.member, "dateNaissance": q.born},
             words("MEMBER_NUMBER INSURER COVERAGE_PERIOD PERSON BIRTH_DATE NIR ADDRESS POSTCODE CITY EMAIL_ADDRESS PHONE_NUMBER CONTRACT_NUMBER"),
             words("NIR ADDRESS POSTCODE CITY EMAIL_ADDRESS PHONE_NUMBER CONTRACT_NUMBER"), words("weak_key"), screen=RIGHTS),
        # SOAP, clean: NIR sent in two parts and repeated in one.
        Case("POST", "/services/DroitsService", _soap("ConsulterDroitsReponse",
             f"<Beneficiaire><NIR>{r.nir}</NIR><Nom>{r.surname}</Nom><Prenom>{r.given}</Prenom></Beneficiaire>"
             "<Couverture><DateDebutDroits>2026-01-01</DateDebutDroits><DateFinDroits>2026-06-30</DateFinDroits></Couverture>"
             f"<OrganismeComplementaire><Code>{r.insurer[0]}</Code></OrganismeComplementaire>"),
             _soap("ConsulterDroits", f"<NIR>{r.nir[:13]}</NIR><CleNIR>{r.key}</CleNIR><DateNaissance>{r.born}</DateNaissance>"),
             words("NIR PERSON COVERAGE_PERIOD INSURER"), mime="text/xml; charset=utf-8", sends="text/xml", screen=RIGHTS,
             headers={"SOAPAction": '"urn:ConsulterDroits"'}),
        # SOAP: the family comes with the one person.
        Case("POST", "/services/DroitsService", _soap("ConsulterDroitsReponse",
             f"<Assure><NIR>{s.nir}</NIR><Nom>{s.surname}</Nom><Prenom>{s.given}</Prenom></Assure>"
             + "".join(f"<AyantDroit><Nom>{s.surname}</Nom><Prenom>{k.given}</Prenom><DateNaissance>{k.born}</DateNaissance><Lien>ENFANT</Lien></AyantDroit>"
                       for k in (person(51), person(52)))
             + "<Couverture><DateDebutDroits>2026-01-01</DateDebutDroits></Couverture>"),
             _soap("ConsulterDroits", f"<NIR>{s.nir}</NIR>"),
             words("NIR PERSON BIRTH_DATE FAMILY_LINK COVERAGE_PERIOD"), words("PERSON BIRTH_DATE FAMILY_LINK"),
             words("family_rollup"), mime="text/xml", sends="text/xml", screen=RIGHTS),
        # GraphQL, clean.
        Case("POST", "/graphql", {"data": {"droits": {"ouverts": True, "debut": "2026-01-01", "fin": "2026-12-31",
                                                     "organisme": {"nom": p.insurer[1]}, "numeroAdherent": p.member}}},
             {"operationName": "DroitsAdherent", "query": "query DroitsAdherent($n: String!) { droits(numeroAdherent: $n) { ouverts } }",
              "variables": {"n": p.member}},
             words("COVERAGE_PERIOD INSURER MEMBER_NUMBER"), screen=RIGHTS),
        # GraphQL: status, exemption and reference come along.
        Case("POST", "/graphql", {"data": {"patient": {"lastName": q.surname, "firstName": q.given, "birthDate": q.born, "ssn": q.nir,
                                                      "internalReference": q.reference, "c2s": True, "longTermIllness": True}}},
             {"operationName": "PatientRights", "query": "query PatientRights($m: ID!) { patient(memberId: $m) { ssn } }",
              "variables": {"memberNumber": q.member}},
             words("PERSON BIRTH_DATE NIR INTERNAL_REFERENCE SOCIAL_STATUS EXEMPTION"),
             words("BIRTH_DATE NIR INTERNAL_REFERENCE SOCIAL_STATUS EXEMPTION"), words("weak_key"), screen=RIGHTS),
        # Guarantees of every domain where one was asked.
        Case("GET", f"/api/v1/garanties?numeroAdherent={p.member}&domaine=OPTIQUE",
             {"garanties": [{"domaine": "OPTIQUE", "taux": "100%"}, {"domaine": "DENTAIRE", "taux": "80%"}, {"domaine": "HOSPITALISATION", "taux": "150%"}]},
             None, words("GUARANTEE"), words("GUARANTEE"), words("identifier_in_url"), screen=RIGHTS),
        Case("POST", "/api/v1/garanties/recherche", {"garanties": [{"domaine": "OPTIQUE", "taux": "100%"}]},
             {"numeroAdherent": p.member, "domaine": "OPTIQUE"}, words("GUARANTEE"), screen=RIGHTS),
        # The NIR in the address.
        Case("GET", f"/api/v1/assures/{r.nir}/droits", _card(r), None,
             words("MEMBER_NUMBER INSURER COVERAGE_PERIOD"), words("MEMBER_NUMBER NIR"), words("nir_in_url inconsistent_masking"), screen=RIGHTS),
        # Positional rows under a header of their own.
        Case("POST", "/api/v1/droits/lot", {"colonnes": ["nom", "prenom", "nir", "dateNaissance"],
             "lignes": [[k.surname, k.given, k.nir, k.born] for k in (p, q, r)]},
             {"lot": 12}, words("PERSON NIR BIRTH_DATE"), words("PERSON NIR BIRTH_DATE"), words("list"), screen=RIGHTS),
    )  # fmt: skip


def _lists() -> tuple[Case, ...]:
    many = [person(n) for n in range(100, 140)]
    return (
        Case("GET", "/api/v1/patients?page=1&size=200",
             {"content": [{"id": n, "nom": p.surname, "prenom": p.given, "dateNaissance": p.born, "numSecu": p.nir} for n, p in enumerate(many)],
              "totalElements": 18213, "totalPages": 92},
             None, words("PERSON BIRTH_DATE NIR"), words("PERSON BIRTH_DATE NIR"), words("list bulk no_pagination_cap no_quota"), screen=RIGHTS),
        Case("GET", "/api/v1/patients/suggestions?q=Ga",
             [{"libelle": f"{p.surname} {p.given}", "nom": p.surname, "prenom": p.given, "dateNaissance": p.born} for p in many if p.surname == "Garnier"],
             None, words("PERSON BIRTH_DATE"), words("PERSON BIRTH_DATE"), words("list autocomplete"), screen=RIGHTS),
        Case("GET", "/exports/beneficiaires.csv",
             "NOM;PRENOM;NIR;DATE_NAISSANCE;NUM_ADHERENT\r\n" + "".join(f"{p.surname};{p.given};{p.nir};{p.french_date};{p.member}\r\n" for p in many),
             None, words("PERSON NIR BIRTH_DATE MEMBER_NUMBER"), words("PERSON NIR BIRTH_DATE MEMBER_NUMBER"), words("list bulk export inconsistent_masking"),
             mime="text/csv; charset=utf-8", answers={"Content-Disposition": "attachment; filename=beneficiaires.csv"}, screen=RIGHTS),
        # Numbers as keys of an object.
        Case("GET", "/api/v1/dossiers/encours", {p.nir: {"nom": p.surname, "prenom": p.given} for p in many[:6]}, None,
             words("NIR PERSON"), words("NIR PERSON"), words("list"), screen=RIGHTS),
    )  # fmt: skip


def _carers() -> tuple[Case, ...]:
    a, b, c = practice(1), practice(2), practice(3)
    public = [{"raisonSociale": k.firm, "nom": k.surname, "prenom": k.given, "rpps": k.rpps, "finess": k.finess,
               "adresse": k.street, "codePostal": k.postcode, "ville": k.town} for k in (a, b, c)]  # fmt: skip
    return (
        Case("GET", "/api/v1/annuaire?ville=Rennes", {"resultats": public}, None,
             words("COMPANY PERSON RPPS FINESS ADDRESS POSTCODE CITY"), flags=words("list"), screen=BOOK),
        Case("GET", "/api/v1/annuaire?ville=Lyon", {"resultats": [{**row, "iban": k.iban, "identifiant": k.login, "courriel": k.mail}
                                                                    for row, k in zip(public, (a, b, c), strict=True)]}, None,
             words("COMPANY PERSON RPPS FINESS ADDRESS POSTCODE CITY IBAN LOGIN EMAIL_ADDRESS"), words("IBAN LOGIN EMAIL_ADDRESS"), words("list"), screen=BOOK),
        Case("GET", "/api/v1/mon-compte", {"identifiant": ME.login, "nom": ME.surname, "prenom": ME.given, "rpps": ME.rpps, "finess": ME.finess,
                                              "siret": ME.siret, "email": ME.mail, "coordonneesBancaires": {"iban": ME.iban, "bic": "CMCIFR2A"}}, None,
             words("LOGIN PERSON RPPS FINESS SIRET EMAIL_ADDRESS IBAN BIC"), screen=MINE),
        # The same screen for another practice, by changing the number.
        Case("GET", "/api/v1/comptes/10482", {"identifiant": a.login, "nom": a.surname, "prenom": a.given, "rpps": a.rpps, "finess": a.finess,
                                                 "siret": a.siret, "email": a.mail, "coordonneesBancaires": {"iban": a.iban, "bic": "CMCIFR2A"}}, None,
             words("LOGIN PERSON RPPS FINESS SIRET EMAIL_ADDRESS IBAN BIC"), words("LOGIN PERSON RPPS FINESS SIRET EMAIL_ADDRESS IBAN BIC"),
             words("enumerable_id"), screen=MINE),
        Case("GET", "/api/v1/comptes/10001", {"identifiant": ME.login, "nom": ME.surname, "prenom": ME.given, "rpps": ME.rpps, "finess": ME.finess},
             None, words("LOGIN PERSON RPPS FINESS"), flags=words("enumerable_id"), screen=MINE),
    )  # fmt: skip


def _payments() -> tuple[Case, ...]:
    p, q = person(20), person(21)
    a = practice(4)
    mask = f"FR•• •••• •••• •••• •••• {ME.iban[-7:-3]} {ME.iban[-3:]}"
    return (
        Case("GET", "/api/v1/paiements/releves/2026-02", {"finessEtablissement": ME.finess, "ribVirement": mask, "total": 128.4,
             "factures": [{"numeroFacture": "F2026-1", "nomPatient": p.surname, "prenomPatient": p.given, "montantRembourse": 64.2},
                          {"numeroFacture": "F2026-2", "nomPatient": q.surname, "prenomPatient": q.given, "montantRembourse": 64.2}]}, None,
             words("FINESS RIB PERSON AMOUNT"), flags=words("list"), screen=PAID),
        Case("GET", "/api/v1/paiements/releves/2026-01", {"finessEtablissement": ME.finess,
             "factures": [{"numeroFacture": "F2026-1", "nomPatient": p.surname, "nirPatient": p.nir, "montantRembourse": 64.2, "codeActe": "HBMD351"},
                          {"numeroFacture": "F2026-2", "nomPatient": q.surname, "nirPatient": q.nir, "montantRembourse": 32.1, "codeActe": "YYYY010"}],
             "autreBeneficiaire": {"raisonSociale": a.firm, "siret": a.siret, "iban": a.iban}}, None,
             words("FINESS PERSON NIR AMOUNT HEALTH COMPANY SIRET IBAN"), words("NIR SIRET COMPANY IBAN"), words("list"), screen=PAID),
        Case("POST", "/api/v1/calcul", {"montantAmc": 42.5, "montantAmo": 17.5, "resteACharge": 0, "engagementPaiement": "ACCORDE"},
             {"numeroAdherent": p.member, "lignes": [{"codeActe": "HBMD351", "montant": 60}]}, words("AMOUNT"), screen=CALC),
        Case("POST", "/api/v1/calcul", {"montantAmc": 42.5, "assure": {"nom": q.surname, "prenom": q.given, "telephone": q.phone, "iban": q.iban}},
             {"numeroAdherent": q.member, "lignes": [{"codeActe": "HBMD351", "montant": 60}]},
             words("AMOUNT PERSON PHONE_NUMBER IBAN"), words("PERSON PHONE_NUMBER IBAN"), words("weak_key"), screen=CALC),
    )  # fmt: skip


def _pages() -> tuple[Case, ...]:
    p, q, r = person(30), person(31), person(32)
    return (
        Case("POST", "/droits/resultat.jsp", _page("Résultat de la consultation des droits",
             f"<dl><dt>Nom</dt><dd>{p.surname}</dd><dt>Prénom</dt><dd>{p.given}</dd><dt>N° adhérent</dt><dd>{p.member}</dd>"
             "<dt>Début des droits</dt><dd>01/01/2026</dd><dt>Fin des droits</dt><dd>31/12/2026</dd></dl>"),
             {"numAdherent": p.member, "dateNaissance": p.french_date}, words("PERSON MEMBER_NUMBER COVERAGE_PERIOD"),
             mime="text/html; charset=utf-8", sends="application/x-www-form-urlencoded", screen=RIGHTS, title="Consultation des droits"),
        Case("POST", "/droits/resultat.jsp", _page("Résultat de la consultation des droits",
             f"<dl><dt>Nom</dt><dd>{q.surname}</dd><dt>Prénom</dt><dd>{q.given}</dd><dt>N° adhérent</dt><dd>{q.member}</dd></dl>"
             f"<form><input type='hidden' name='nir' value='{q.nir}'><input type='hidden' name='iban' value='{q.iban}'></form>"
             f"<!-- assure {q.reference} tel {q.phone} -->"),
             {"numAdherent": q.member, "dateNaissance": q.french_date}, words("PERSON MEMBER_NUMBER NIR IBAN PHONE_NUMBER"),
             words("NIR IBAN PHONE_NUMBER"), words("hidden_field weak_key"), mime="text/html", sends="application/x-www-form-urlencoded", screen=RIGHTS),
        Case("POST", "/droits/liste.jsp", _page("Patients trouvés",
             "<table><thead><tr><th>Nom</th><th>Prénom</th><th>Né(e) le</th><th>N° de sécurité sociale</th></tr></thead><tbody>"
             + "".join(f"<tr><td>{k.surname}</td><td>{k.given}</td><td>{k.french_date}</td><td>{k.nir}</td></tr>" for k in (p, q, r))
             + "</tbody></table>"),
             {"nom": "G"}, words("PERSON BIRTH_DATE NIR"), words("PERSON BIRTH_DATE NIR"), words("list"), mime="text/html",
             sends="application/x-www-form-urlencoded", screen=RIGHTS),
        Case("GET", "/accueil", _page("Accueil", "<h1>Bienvenue</h1><p>Le service sera indisponible dimanche de 2 h à 6 h.</p><ul><li>Consulter les droits</li><li>Mes relevés</li></ul>"
             "<footer>Assistance : 09 69 00 00 00 – mentions légales</footer>"), mime="text/html", title="Accueil"),
    )  # fmt: skip


def _around() -> tuple[Case, ...]:
    p, q = person(40), person(41)
    jwt = (
        "eyJhbGciOiJIUzI1NiJ9."
        + _b64({"sub": ME.login, "nir": q.nir, "iat": 1772438400, "exp": 1772440200})
        + ".c2lnbmF0dXJl"
    )
    return (
        Case("POST", "/api/v1/auth/login", {"access_token": "k3v9-opaque-7f", "token_type": "Bearer", "expires_in": 1800},
             {"username": ME.login, "password": "Tr0mp3tte!"}, flags=words("no_second_factor"), screen=MINE),
        Case("GET", "/static/app.3f2a.js", "!function(){var e={nir:'',iban:null};console.log(e)}();", mime="application/javascript"),
        Case("GET", "/static/app.css", "body{color:#222}.nir{display:none}", mime="text/css"),
        Case("GET", "/static/logo.png", None, mime="image/png"),
        Case("GET", "https://mesure.audience-web.example.com/hit?page=%2Faccueil&session=8f3&ecran=1920", "", mime="image/gif"),
        Case("GET", f"https://mesure.audience-web.example.com/hit?page=%2Fdroits&nir={p.nir}&dn={p.born}", "", mime="image/gif",
             over=words("NIR BIRTH_DATE"), flags=words("third_party nir_in_url identifier_in_url")),
        Case("GET", "/api/v1/parametres", {"langue": "fr", "delaiInactivite": 900, "version": "4.18.2", "modules": ["droits", "releves"]}),
        Case("GET", "/api/v1/messages", {"messages": [{"titre": "Maintenance", "texte": "Le portail sera fermé samedi.", "date": "2026-02-28"}]}),
        Case("GET", "/api/v1/references/actes", [{"code": "HBMD351", "libelle": "Inlay"}, {"code": "BLLD001", "libelle": "Lunettes"}]),
        Case("POST", "/api/v1/droits/consultation", {"timestamp": "2026-03-02T09:00:00Z", "status": 500, "error": "Internal Server Error",
             "message": f"Duplicate entry '{p.nir}' for key 'uk_nir'",
             "trace": "org.hibernate.exception.ConstraintViolationException: could not execute\n\tat org.hibernate.Foo.bar(Foo.java:42)\n\tat fr.tp.Droits.get(Droits.java:7)"},
             {"numeroAdherent": p.member}, words("NIR"), words("NIR"), words("in_error stack_trace debug"), status=500, screen=RIGHTS),
        Case("POST", "/api/v1/droits/consultation", {"code": "BENEFICIAIRE_INCONNU", "message": "Aucun bénéficiaire trouvé"},
             {"numeroAdherent": "00000000", "dateNaissance": "1970-01-01"}, flags=words("oracle"), status=404, screen=RIGHTS),
        Case("GET", "/api/v1/profil/jeton", {"actif": True}, None, over=words("NIR"), flags=words("in_token"), headers={"Authorization": f"Bearer {jwt}"}),
        Case("GET", "/api/v1/droits/dernier", _card(p, numeroAdherent="******" + p.member[-2:]), None,
             words("MEMBER_NUMBER INSURER COVERAGE_PERIOD"), words("MEMBER_NUMBER"), words("cacheable"), answers={"Cache-Control": "public, max-age=3600"}, screen=RIGHTS),
        Case("GET", "/actuator/env", {"spring.datasource.url": "jdbc:postgresql://db-prod.interne:5432/tp", "spring.datasource.password": "S3cr3t-pw"},
             None, words("SECRET"), words("SECRET"), words("connection_string secret"), screen=MINE),
        Case("POST", "/graphql", {"data": {"__schema": {"types": [{"name": "Assure", "fields": [{"name": "nir"}, {"name": "iban"}]}]}}},
             {"query": "{ __schema { types { name fields { name } } } }"}, flags=words("introspection")),
    )  # fmt: skip


def _soap(name: str, inner: str) -> str:
    return ("<?xml version='1.0' encoding='UTF-8'?><soapenv:Envelope xmlns:soapenv='http://schemas.xmlsoap.org/soap/envelope/' "
            f"xmlns:d='urn:tp:droits'><soapenv:Body><d:{name}>{inner}</d:{name}></soapenv:Body></soapenv:Envelope>")  # fmt: skip


def _page(title: str, body: str) -> str:
    return f"<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"


def _b64(claims: dict[str, object]) -> str:
    import base64
    import json

    return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
