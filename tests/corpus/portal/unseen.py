# ruff: noqa: E501 - an exchange and its answer side by side, as in a table
"""A second set kept apart: standards, older pages, other accounts' spaces; scored as it came."""

import json

from tests.corpus.portal.har import Case, words
from tests.corpus.portal.people import Person, person, practice

ME = practice(0)
RIGHTS, CALC, PAID = "rights_check", "coverage_calculation", "payment_statement"
BOOK, MINE = "practitioner_directory", "practitioner_account"


def cases() -> tuple[Case, ...]:
    """All of them, in the order of one capture."""
    return (*_standards(), *_older(), *_clean(), *_more())


def _patient(p: Person) -> dict[str, object]:
    return {
        "resourceType": "Patient",
        "identifier": [{"system": "urn:oid:1.2.250.1.213.1.4.8", "value": p.nir}],
        "name": [{"family": p.surname, "given": [p.given]}],
        "birthDate": p.born,
        "telecom": [{"system": "phone", "value": p.phone}, {"system": "email", "value": p.mail}],
        "address": [{"line": [p.street], "postalCode": p.postcode, "city": p.town}],
    }


def _standards() -> tuple[Case, ...]:
    p, q, r = person(401), person(402), person(403)
    a = practice(51)
    return (
        # FHIR: a coverage asked by number brings the whole patient.
        Case("GET", f"/fhir/Coverage?subscriber-id={p.member}&_include=Coverage:beneficiary", {"resourceType": "Bundle", "entry": [
             {"resource": {"resourceType": "Coverage", "subscriberId": p.member, "period": {"start": "2026-01-01", "end": "2026-12-31"}, "payor": [{"display": p.insurer[1]}]}},
             {"resource": _patient(p)}]}, None,
             words("MEMBER_NUMBER COVERAGE_PERIOD INSURER NIR PERSON BIRTH_DATE PHONE_NUMBER EMAIL_ADDRESS ADDRESS POSTCODE CITY"),
             words("NIR BIRTH_DATE PHONE_NUMBER EMAIL_ADDRESS ADDRESS POSTCODE CITY"), words("weak_key identifier_in_url"), screen=RIGHTS),
        # Attributes in the manner of JSON:API, under names with hyphens.
        Case("POST", "/jsonapi/rights-requests", {"data": {"type": "rights", "id": "b1f0", "attributes": {"status": "open", "valid-from": "2026-01-01", "valid-until": "2026-12-31",
             "holder-name": f"{q.given} {q.surname}", "social-security-number": q.nir, "contract-number": q.contract}}}, {"data": {"attributes": {"member-number": q.member, "birth-date": q.born}}},
             words("COVERAGE_PERIOD PERSON NIR CONTRACT_NUMBER"), words("NIR CONTRACT_NUMBER"), words("weak_key"), screen=RIGHTS),
        # A page size of the caller's own.
        Case("GET", "/odata/Praticiens?$top=500&$select=Nom,Prenom,NumeroRPPS,IBAN", {"@odata.context": "x", "value": [{"Nom": k.surname, "Prenom": k.given, "NumeroRPPS": k.rpps, "IBAN": k.iban} for k in (a, practice(52), practice(53))]},
             None, words("PERSON RPPS IBAN"), words("IBAN"), words("list no_pagination_cap"), screen=BOOK),
        # DataTables: rows by position without headings.
        Case("POST", "/ajax/patients/datatable", {"draw": 3, "recordsTotal": 1822, "data": [[k.surname, k.given, k.nir, k.french_date, k.phone] for k in map(person, range(410, 416))]},
             {"draw": "3", "start": "0", "length": "10"}, words("PERSON NIR BIRTH_DATE PHONE_NUMBER"), words("PERSON NIR BIRTH_DATE PHONE_NUMBER"), words("list"), sends="application/x-www-form-urlencoded", screen=RIGHTS),
        # JSONP suggestions
        Case("GET", "/ajax/complete?term=LEF&callback=cb12", "cb12(" + json.dumps([{"label": f"Lefebvre {g}", "value": n} for n, g in enumerate(("Camille", "Yann", "Fatou"))]) + ");",
             None, words("PERSON"), words("PERSON"), words("list autocomplete"), mime="text/javascript", screen=RIGHTS),
        # RIB in four fields of an XML answer
        Case("POST", "/ws/ReferentielPS", f"<reponse><ps><raisonSociale>{a.firm}</raisonSociale><noFiness>{a.finess}</noFiness><banque>{a.iban[4:9]}</banque><guichet>{a.iban[9:14]}</guichet><compte>{a.iban[14:25]}</compte><cle>{a.iban[25:]}</cle></ps></reponse>",
             "<demande><noFiness>" + a.finess + "</noFiness></demande>", words("COMPANY FINESS RIB"), words("RIB"), mime="application/xml", sends="application/xml", screen=BOOK),
        # Nothing but the asked NIR, and its key.
        Case("POST", "/ws/Droits", f"<droits><assure><nir>{r.nir[:13]}</nir><cle>{r.key}</cle></assure><periode><debut>2026-01-01</debut><fin>2026-12-31</fin></periode><amc>{r.insurer[0]}</amc></droits>",
             f"<demande><matricule>{r.nir}</matricule></demande>", words("NIR COVERAGE_PERIOD INSURER"), mime="text/xml", sends="text/xml", screen=RIGHTS),
    )  # fmt: skip


def _older() -> tuple[Case, ...]:
    p, q, r = person(421), person(422), person(423)
    return (
        Case("POST", "/cgi-bin/droits.pl", _html("Interrogation des droits", "<table border=1>"
             f"<tr><td><b>NOM :</b></td><td>{p.surname.upper()}</td></tr><tr><td><b>PRENOM :</b></td><td>{p.given.upper()}</td></tr>"
             f"<tr><td><b>No SECURITE SOCIALE :</b></td><td>{p.nir[0]} {p.nir[1:3]} {p.nir[3:5]} {p.nir[5:7]} {p.nir[7:10]} {p.nir[10:13]} {p.nir[13:]}</td></tr>"
             f"<tr><td><b>ADRESSE :</b></td><td>{p.street}</td></tr></table>"), {"NOADH": p.member, "JJ": p.born[8:], "MM": p.born[5:7], "AAAA": p.born[:4]},
             words("PERSON NIR ADDRESS"), words("NIR ADDRESS"), words("weak_key"), mime="text/html; charset=windows-1252", sends="application/x-www-form-urlencoded", screen=RIGHTS),
        Case("POST", "/Beneficiaires/Fiche.aspx", _html("Fiche", "<form><input type='hidden' name='__VIEWSTATE' value='/wEPDwUKMTY3NzE5'>"
             f"<span id='lblNom'>{q.surname}</span><span id='lblPrenom'>{q.given}</span><span id='lblDateNaissance'>{q.french_date}</span><span id='lblNumeroContrat'>{q.contract}</span></form>"),
             {"txtNumeroAdherent": q.member, "txtDateNaissance": q.french_date}, words("PERSON BIRTH_DATE CONTRACT_NUMBER"), words("CONTRACT_NUMBER"), mime="text/html", sends="application/x-www-form-urlencoded", screen=RIGHTS),
        Case("GET", "/fragments/historique?dossier=5512", f"<div class='card'><ul><li data-nir='{r.nir}'>Consultation du 12/01/2026</li></ul></div>", None,
             words("NIR"), words("NIR"), words("hidden_field enumerable_id weak_key"), mime="text/html", screen=RIGHTS),
        Case("GET", "/telechargement/bordereau.txt", "BORDEREAU DE PAIEMENT\n" + "".join(f"{k.surname:<20}{k.given:<15}{k.nir} 0000012,50\n" for k in map(person, range(430, 434))), None,
             words("NIR"), words("NIR"), mime="text/plain", screen=PAID),
    )  # fmt: skip


def _clean() -> tuple[Case, ...]:
    p, q = person(441), person(442)
    return (
        Case("POST", "/api/v3/idb", {"reponse": {"codeRetour": "000", "libelleRetour": "Droits ouverts", "droits": [{"dateOuverture": "2026-01-01", "dateFermeture": "2026-12-31"}], "numeroAMC": p.insurer[0], "typeConvention": "VM", "csr": "0012"}},
             {"identifiantBeneficiaire": {"numeroAdherent": p.member, "dateNaissance": p.born}}, words("COVERAGE_PERIOD INSURER"), screen=RIGHTS),
        Case("POST", "/api/v3/idb", {"reponse": {"codeRetour": "000", "beneficiaire": {"nomFamille": q.surname, "prenom": q.given, "ddn": q.french_date, "nirMasque": f"{q.nir[:5]} ** *** *** **"}}},
             {"nir": q.nir, "dateNaissance": q.born}, words("PERSON BIRTH_DATE NIR"), screen=RIGHTS),
        Case("GET", "/api/v3/session", {"utilisateur": {"login": ME.login, "rpps": ME.rpps, "nom": ME.surname, "prenom": ME.given}, "droits": ["CONSULTATION", "FACTURATION"], "expiration": "2026-03-02T11:00:00Z"}, None,
             words("LOGIN RPPS PERSON"), screen=MINE),
        Case("GET", "/api/v3/mes-coordonnees-bancaires", {"titulaire": ME.firm, "iban": f"FR76 **** **** **** **** **** {ME.iban[-3:]}", "finess": ME.finess}, None, words("COMPANY IBAN FINESS"), screen=MINE),
        Case("GET", "/api/v3/actualites?limit=10", {"items": [{"id": 4, "titre": "Nouveau service", "auteur": "La rédaction", "resume": "Le calcul en ligne ouvre le 3 mars."}]}),
        Case("GET", "/api/v3/referentiels/organismes", [{"code": "75502417", "libelle": "Mutuelle des Rives"}, {"code": "69301188", "libelle": "Prévoyance du Val"}], None, words("INSURER")),
        Case("GET", "/assets/config.json", {"apiUrl": "https://api.tiers-payant.example.fr", "sentry": {"enabled": True}, "theme": "bleu"}),
        Case("GET", "/api/v3/factures/F-2026-000012/statut", {"numeroFacture": "F-2026-000012", "statut": "PAYEE", "montant": 42.1, "datePaiement": "2026-02-27"}, None, words("AMOUNT"), screen=PAID),
        Case("POST", "/api/v3/devis/calcul", {"partAMO": 12.5, "partAMC": 20.0, "garantie": {"domaine": "DENTAIRE", "taux": "150%"}}, {"numeroAdherent": p.member, "domaine": "DENTAIRE", "actes": [{"code": "HBLD038"}]},
             words("AMOUNT GUARANTEE"), screen=CALC),
        Case("GET", "/favicon.ico", None, mime="image/x-icon"),
        Case("POST", "https://o4507.ingest.suivi-erreurs.example.com/api/7/envelope/", {}, {"event_id": "9ec79c33ec9942ab8353589fcb2e04dc", "release": "4.2.0"}),
        Case("GET", "/api/v3/annuaire/opticiens?departement=35", {"liste": [{"enseigne": k.firm, "praticien": f"{k.given} {k.surname}", "numeroRpps": k.rpps, "ville": k.town} for k in (practice(61), practice(62))]}, None,
             words("COMPANY PERSON RPPS CITY"), flags=words("list"), screen=BOOK),
    )  # fmt: skip


def _more() -> tuple[Case, ...]:
    p, q, r = person(451), person(452), person(453)
    kin = [person(n) for n in (461, 462)]
    return (
        # The answer for a child shows the parent who opens the rights.
        Case("POST", "/api/v3/idb", {"beneficiaire": {"nom": kin[0].surname, "prenom": kin[0].given, "dateNaissance": kin[0].born}, "ouvrantDroit": {"nom": p.surname, "prenom": p.given, "nir": p.nir, "dateNaissance": p.born}},
             {"numeroAdherent": p.member, "dateNaissance": kin[0].born}, words("PERSON BIRTH_DATE NIR"), words("PERSON BIRTH_DATE NIR"), words("family_rollup weak_key"), screen=RIGHTS),
        # Health and social facts in a rights answer.
        Case("POST", "/api/v3/droits-complets", {"assure": {"nom": q.surname, "beneficiaireC2S": True, "ald": {"active": True, "libelle": "Diabète de type 2"}, "employeur": "Mairie"}}, {"nir": q.nir},
             words("PERSON SOCIAL_STATUS EXEMPTION COMPANY"), words("SOCIAL_STATUS EXEMPTION"), screen=RIGHTS),
        # A hash of the NIR is still a trace of it.
        Case("GET", "/api/v3/consultations/recentes", {"consultations": [{"date": "2026-02-27", "patient": f"{k.surname} {k.given}", "telephone": k.phone} for k in (q, r)]}, None,
             words("PERSON PHONE_NUMBER"), words("PERSON PHONE_NUMBER"), words("list"), screen=RIGHTS),
        Case("GET", f"/api/v3/praticiens/{practice(71).rpps}", {"rpps": practice(71).rpps, "nom": practice(71).surname, "prenom": practice(71).given, "mobilePersonnel": "0612345678", "emailPersonnel": practice(71).mail, "identifiantPortail": practice(71).login}, None,
             words("RPPS PERSON PHONE_NUMBER EMAIL_ADDRESS LOGIN"), words("PHONE_NUMBER EMAIL_ADDRESS LOGIN"), screen=BOOK),
        Case("GET", "/api/v3/factures/rejetees?du=2026-01-01&nbParPage=1000", {"factures": [{"numero": f"F{n}", "patient": {"nom": k.surname, "nir": k.nir}, "motif": "Droits fermés", "montant": 12.0} for n, k in enumerate(map(person, range(470, 500)))]}, None,
             words("PERSON NIR AMOUNT"), words("NIR"), words("list bulk no_pagination_cap no_quota"), screen=PAID),
        Case("POST", "/api/v3/connexion", {"message": "Identifiant inconnu"}, {"identifiant": "zz", "motDePasse": "x1y2z3"}, flags=words("oracle"), status=401, screen=MINE),
    )  # fmt: skip


def _html(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"
