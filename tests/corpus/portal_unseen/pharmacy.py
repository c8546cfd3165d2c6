# ruff: noqa: E501 - an exchange and its answer side by side, as in a table
"""A pharmacist's session on a French portal: Angular REST, SOAP, exports."""

import base64
import io
import json

import xlsxwriter

from tests.corpus.portal_unseen.folk import member, office
from tests.corpus.portal_unseen.model import Told

ME = office(0)
HOST = "https://pro.tp-armorique.example"
NIR = "NIR"


def jwt(claims: dict[str, object]) -> str:
    """An unsigned token that holds these claims."""
    parts = ({"alg": "RS256", "typ": "JWT"}, claims)
    made = [base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts]
    return ".".join([*made, "c2lnbmF0dXJl"])


def sheet(rows: list[list[object]]) -> bytes:
    """A workbook of one sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Lot")
    for n, row in enumerate(rows):
        page.write_row(n, 0, row)
    book.close()
    return out.getvalue()


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def exchanges() -> tuple[Told, ...]:
    """The whole session."""
    return (*_opening(), *_rights(), *_directory(), *_files(), *_leaks(), *_rest())


def _opening() -> tuple[Told, ...]:
    shell = "<!doctype html><html lang=fr><head><title>Espace pro</title></head><body><app-root></app-root><script src=main.7f2.js></script></body></html>"
    labels = {
        "assure.nom": "Nom de l'assuré",
        "assure.nir": "N° de sécurité sociale",
        "ps.iban": "IBAN du compte à créditer",
        "date": "Date de naissance",
    }
    return (
        Told("GET", "/", shell, mime="text/html; charset=utf-8", title="Espace pro"),
        Told("GET", "/assets/i18n/fr.json", labels),
        Told("GET", "/assets/environnement.json", {"apiUrl": "/api/v2", "version": "4.18.2", "siteMatomo": 12, "dureeSession": 900, "support": "0 809 100 200"}, open="PHONE_NUMBER"),
        Told("POST", "/auth/connexion", {"jeton": jwt({"sub": ME.login, "finess": ME.finess, "iat": 1767600000, "exp": 1767603600}), "dureeValidite": 3600, "etape": "OTP"}, {"identifiant": ME.login, "motDePasse": "Azerty!2026x"}, open="LOGIN FINESS SECRET"),
        Told("POST", "/auth/otp", None, {"code": "482913"}, status=204),
        Told("GET", "/api/v2/moi", {"raisonSociale": ME.firm, "finess": ME.finess, "siret": ME.siret, "courriel": ME.email, "identifiant": ME.login, "coordonneesBancaires": {"iban": ME.iban}}, has="COMPANY FINESS SIRET EMAIL_ADDRESS LOGIN IBAN", title="Mon compte"),
        Told("GET", "/api/v2/referentiels/organismes", [{"code": "75500017", "libelle": "Mutuelle de l'Estuaire"}, {"code": "29300221", "libelle": "Prévoyance Iroise"}], open="INSURER"),
        Told("GET", "/api/v2/referentiels/communes?cp=44100", [{"codeInsee": "44109", "libelle": "Nantes", "codePostal": "44100"}], open="CITY POSTCODE"),
        Told("GET", "/api/v2/notifications", []),
    )  # fmt: skip


def _rights() -> tuple[Told, ...]:
    a, b, c, d, e = (member(n) for n in range(1, 6))
    spouse, child = member(40), member(41)
    base = {
        "couvert": True,
        "debutValidite": "2026-01-01",
        "finValidite": "2026-12-31",
        "numAmc": "75500017",
        "typeConvention": "SP",
        "csr": "0012",
    }
    family = [
        {"nom": k.last, "prenom": k.first, "neLe": k.born, "numeroSecu": k.nir, "qualite": q}
        for k, q in ((c, "assuré"), (spouse, "conjoint"), (child, "enfant"))
    ]
    soap = "<soapenv:Envelope xmlns:soapenv='http://schemas.xmlsoap.org/soap/envelope/' xmlns:d='urn:armorique:droits:3'><soapenv:Body>{}</soapenv:Body></soapenv:Envelope>"
    inner = f"<dossier><benef><nomUsage>{e.last}</nomUsage><prenom>{e.first}</prenom><nir>{e.nir}</nir></benef><ouvrantDroit><nirOD>{spouse.nir}</nirOD></ouvrantDroit><adresse><voie>{e.way}</voie><cp>{e.zip}</cp><commune>{e.town}</commune></adresse></dossier>"
    return (
        Told("POST", "/api/v2/droits/interroger", base, {"numAdherent": a.member, "dateNaissance": a.day, "dateSoins": "2026-03-04", "codeAmc": "75500017"}, has="COVERAGE_PERIOD INSURER", title="Vérifier des droits"),
        Told("POST", "/api/v2/droits/interroger", {**base, "numAdherent": b.member, "nom": b.last.upper(), "prenom": b.first}, {"numAdherent": b.member, "dateNaissance": b.day, "codeAmc": "75500017"}, has="COVERAGE_PERIOD INSURER MEMBER_NUMBER PERSON", title="Vérifier des droits"),
        Told("POST", "/api/v2/droits/interroger", {**base, "beneficiaires": family}, {"numAdherent": c.member, "dateNaissance": c.day, "codeAmc": "75500017"}, has="COVERAGE_PERIOD INSURER PERSON BIRTH_DATE NIR FAMILY_LINK", over="PERSON BIRTH_DATE NIR FAMILY_LINK", flags="family_rollup weak_key"),
        Told("GET", f"/api/v2/droits/{d.nir}", base, has="COVERAGE_PERIOD INSURER NIR", over="NIR", flags="nir_in_url"),
        Told("GET", "/api/v2/referentiels/actes", [{"code": "OPT1", "libelle": "Monture"}], asks={"Referer": f"{HOST}/droits/resultat?nss={d.nir}"}, has="NIR", over="NIR", flags="in_referer"),
        Told("POST", "/services/ConsultationDroits", soap.format(f"<d:consulterReponse><d:codeRetour>0</d:codeRetour><d:flux><![CDATA[{inner}]]></d:flux></d:consulterReponse>"),
             soap.format(f"<d:consulter><d:numAdherent>{e.member}</d:numAdherent><d:dateNaissance>{e.born}</d:dateNaissance></d:consulter>"), has="PERSON NIR ADDRESS POSTCODE CITY", over="NIR ADDRESS POSTCODE CITY", flags="weak_key", mime="text/xml;charset=utf-8", sends="text/xml;charset=utf-8", asks={"SOAPAction": '"urn:consulter"'}),
        Told("POST", "/services/ConsultationDroits", soap.format("<soapenv:Fault><faultcode>soapenv:Client</faultcode><faultstring>Date de soins obligatoire</faultstring></soapenv:Fault>"), soap.format("<d:consulter/>"), status=500, mime="text/xml;charset=utf-8", sends="text/xml;charset=utf-8", asks={"SOAPAction": '"urn:consulter"'}),
    )  # fmt: skip


def _directory() -> tuple[Told, ...]:
    book = [office(n) for n in range(10, 15)]
    wide = [
        {
            "nom": k.last,
            "prenom": k.first,
            "numeroRpps": k.rpps,
            "specialite": "Pharmacien",
            "adressePro": k.way,
            "cp": k.zip,
            "ville": k.town,
            "compteBancaire": k.iban,
            "identifiantConnexion": k.login,
        }
        for k in book
    ]
    plain = [
        {
            "nom": k.last,
            "prenom": k.first,
            "numeroRpps": k.rpps,
            "adressePro": k.way,
            "cp": k.zip,
            "ville": k.town,
        }
        for k in book
    ]
    paid = [
        {"dateVirement": f"2026-02-{n:02}", "montant": 120.5 + n, "reference": f"VIR{n:06}"}
        for n in range(3, 9)
    ]
    m, o, p = member(60), office(22), member(61)
    return (
        Told("POST", "/api/v2/annuaire/recherche", {"total": 5, "resultats": wide}, {"ville": "Nantes", "specialite": "21"}, has="PERSON RPPS ADDRESS POSTCODE CITY IBAN LOGIN", over="IBAN LOGIN", title="Annuaire des professionnels"),
        Told("GET", "/api/v2/annuaire/public?dep=44", plain, has="PERSON RPPS ADDRESS POSTCODE CITY"),
        Told("GET", "/api/v2/paiements?du=2026-02-01&au=2026-02-28", paid, has="AMOUNT"),
        Told("GET", "/api/v2/factures/20260012", {"numeroFacture": "20260012", "beneficiaire": {"nom": m.last, "prenom": m.first}, "montantPaye": 41.2, "dateSoins": "2026-02-02"}, has="PERSON AMOUNT", flags="enumerable_id"),
        Told("GET", "/api/v2/factures/20260013", {"numeroFacture": "20260013", "etablissement": {"raisonSociale": o.firm, "numFiness": o.finess, "siret": o.siret, "iban": o.iban}, "beneficiaire": {"nom": p.last, "prenom": p.first}, "montantPaye": 18.9}, has="PERSON AMOUNT COMPANY FINESS SIRET IBAN", over="COMPANY FINESS SIRET IBAN", flags="enumerable_id"),
        Told("GET", "/api/v2/statistiques/annuelles", [{"mois": n, "nbDossiers": 40 + n, "montantTotal": 8120.4 + n} for n in range(1, 13)], open="AMOUNT"),
        Told("GET", "/api/v2/assures/suggestions?q=dup", [{"id": 7 * n, "libelle": f"{k.last.upper()} {k.first} ({k.day})"} for n, k in enumerate(map(member, range(70, 75)))], has="PERSON BIRTH_DATE", over="PERSON BIRTH_DATE", flags="autocomplete list"),
    )  # fmt: skip


def _files() -> tuple[Told, ...]:
    crowd = [member(n) for n in range(100, 140)]
    head = "NOM;PRENOM;NE_LE;NUM_SS;ADR;CP;VILLE;TEL"
    lines = "\r\n".join(
        [
            head,
            *(
                f"{k.last};{k.first};{k.day};{k.nir};{k.way};{k.zip};{k.town};{k.mobile}"
                for k in crowd
            ),
        ]
    )
    mine = sheet(
        [
            ["Bénéficiaire", "Date de soins", "Montant réglé"],
            *([f"{k.last} {k.first}", "2026-02-11", 22.5 + n] for n, k in enumerate(crowd[:12])),
        ]
    )
    extra = sheet(
        [
            ["Assuré", "NIR", "Montant"],
            *([f"{k.last} {k.first}", k.nir, 14.1 + n] for n, k in enumerate(crowd[:8])),
        ]
    )
    drop = {"Content-Disposition": 'attachment; filename="assures.csv"'}
    return (
        Told("GET", "/api/v2/exports/assures?format=csv", lines.encode("cp1252"), has="PERSON BIRTH_DATE NIR ADDRESS POSTCODE CITY PHONE_NUMBER", over="PERSON BIRTH_DATE NIR ADDRESS POSTCODE CITY PHONE_NUMBER", flags="export bulk list", mime="text/csv", heads=drop),
        Told("GET", "/api/v2/paiements/releve.xlsx", mine, has="PERSON AMOUNT", mime=XLSX, heads={"Content-Disposition": "attachment; filename=releve.xlsx"}),
        Told("GET", "/api/v2/lots/lot-mars.xlsx", extra, has="PERSON NIR AMOUNT", over="NIR", flags="export", mime=XLSX, heads={"Content-Disposition": "attachment; filename=lot.xlsx"}),
        Told("POST", "/api/v2/droits/lot", {"nir": [k.nir for k in crowd[:6]], "nom": [k.last for k in crowd[:6]], "prenom": [k.first for k in crowd[:6]], "finDroits": ["2026-12-31"] * 6}, {"lot": "8812"}, has="NIR PERSON COVERAGE_PERIOD", over="NIR PERSON", open="COVERAGE_PERIOD", flags="list"),
    )  # fmt: skip


def _leaks() -> tuple[Told, ...]:
    a, b, c, d, e = (member(n) for n in range(200, 205))
    trace = f"java.lang.IllegalStateException: doublon pour nir={a.nir}\n\tat fr.armorique.droits.DroitsService.lire(DroitsService.java:214)\n\tat fr.armorique.web.DroitsController.get(DroitsController.java:58)"
    return (
        Told("GET", "/api/v2/droits?ref=88A1", {"statut": 500, "erreur": "Internal Server Error", "trace": trace, "source": "jdbc:postgresql://bd-droits:5432/droits?user=app_tp&password=Xk29!vvq"}, status=500, has="NIR", over="NIR", open="SECRET", flags="in_error stack_trace connection_string"),
        Told("POST", f"https://mesure.audience-tiers.example.net/collect?v=2&uid={b.nir}&dl=%2Fdroits", None, status=204, has="NIR", over="NIR", flags="third_party nir_in_url"),
        Told("POST", "/api/v2/droits/ouvrir", None, {"numAdherent": c.member, "dateNaissance": c.day}, status=302, heads={"Location": f"/droits/fiche?nss={c.nir}"}, has="NIR", over="NIR", flags="in_location"),
        Told("POST", "/api/v2/droits/memoriser", {"ok": True}, {"numAdherent": d.member}, heads={"Set-Cookie": f"dernierAssure={d.nir}; Path=/; Secure"}, has="NIR", over="NIR", flags="in_cookie"),
        Told("POST", "/api/v2/droits/jeton", {"jetonDossier": jwt({"typ": "dossier", "assure": e.nir, "exp": 1767603600})}, {"numAdherent": e.member, "dateNaissance": e.day}, has="NIR", over="NIR", open="SECRET", flags="in_token"),
    )  # fmt: skip


def _rest() -> tuple[Told, ...]:
    script = "const motif=/^FR\\d{2}[0-9A-Z]{23}$/;const exemple='FR76 3000 6000 0112 3456 7890 189';function nir(v){return 97-(v%97)}"
    looks = tuple(
        Told("POST", "/api/v2/droits/interroger", {"couvert": True, "debutValidite": "2026-01-01", "finValidite": "2026-12-31", "numAmc": "75500017"}, {"numAdherent": k.member, "dateNaissance": k.day, "codeAmc": "75500017"}, has="COVERAGE_PERIOD INSURER", scored=False)
        for k in map(member, range(300, 330))
    )  # fmt: skip
    return (
        Told(
            "GET",
            "/api/v2/assures/9999",
            {"code": "INTROUVABLE", "message": "Aucun assuré ne correspond."},
            status=404,
        ),
        Told(
            "GET",
            "/main.7f2.js",
            script,
            mime="application/javascript",
            heads={"Cache-Control": "public, max-age=31536000"},
        ),
        Told(
            "PUT", "/api/v2/moi/preferences", None, {"theme": "sombre", "parPage": 20}, status=204
        ),
        Told("GET", "/api/v2/moi/horaires", {"lundi": "09:00-19:00", "mardi": "09:00-19:00"}),
        *looks,
    )
