# ruff: noqa: E501 - an exchange and its answer side by side, as in a table
"""Exchanges scored without tuning: other vendors, other names, other nesting."""

import json

from tests.corpus.portal.har import Case, words
from tests.corpus.portal.people import person, practice

ME = practice(0)
RIGHTS, CALC, PAID = "rights_check", "coverage_calculation", "payment_statement"
BOOK, MINE = "practitioner_directory", "practitioner_account"


def cases() -> tuple[Case, ...]:
    """All of them, in the order of one capture."""
    return (*_clean(), *_rights(), *_carers(), *_money(), *_pages(), *_rest())


def _clean() -> tuple[Case, ...]:
    p, q, r = person(201), person(202), person(203)
    return (
        Case("POST", "/tp/eligibility/check", {"eligible": True, "coverage": {"from": "2026-01-01", "to": "2026-12-31"},
             "payer": {"payerId": p.insurer[0], "payerName": p.insurer[1]}, "subscriberId": p.member},
             {"subscriberId": p.member, "birthDate": p.born, "payerId": p.insurer[0]},
             words("COVERAGE_PERIOD INSURER MEMBER_NUMBER"), screen=RIGHTS),
        Case("POST", "/tp/IDB", f"<?xml version='1.0'?><reponseIDB><ouvertureDroits debut='2026-01-01' fin='2026-12-31'/>"
             f"<identite><nomUsuel>{q.surname}</nomUsuel><premierPrenom>{q.given}</premierPrenom></identite>"
             f"<numeroPrefectoralAMC>{q.insurer[0]}</numeroPrefectoralAMC><noAdherent>{q.member}</noAdherent></reponseIDB>",
             f"<demandeIDB><noAdherent>{q.member}</noAdherent><dateNaiss>{q.born}</dateNaiss></demandeIDB>",
             words("COVERAGE_PERIOD PERSON INSURER MEMBER_NUMBER"), mime="application/xml", sends="application/xml", screen=RIGHTS),
        Case("POST", "/extranet/droits/recherche.do", _html("Droits du bénéficiaire",
             f"<table class='fiche'><tr><th>Bénéficiaire</th><td>{r.surname} {r.given}</td></tr><tr><th>Date de naissance</th><td>{r.french_date}</td></tr>"
             f"<tr><th>N° AMC</th><td>{r.insurer[0]}</td></tr><tr><th>Droits jusqu'au</th><td>31/12/2026</td></tr></table>"),
             {"nirSaisi": r.nir, "jourNaiss": r.born[8:], "moisNaiss": r.born[5:7], "anNaiss": r.born[:4]},
             words("PERSON BIRTH_DATE INSURER COVERAGE_PERIOD"), mime="text/html;charset=ISO-8859-1", sends="application/x-www-form-urlencoded", screen=RIGHTS),
        Case("GET", "/tp/me", {"userName": ME.login, "lastName": ME.surname, "firstName": ME.given, "rppsNumber": ME.rpps, "organization": {"finessNumber": ME.finess, "name": ME.firm}},
             None, words("LOGIN PERSON RPPS FINESS COMPANY"), screen=MINE),
        Case("GET", "/tp/providers?speciality=optician", {"_embedded": {"providers": [
             {"fullName": f"{k.given} {k.surname}", "rppsNumber": k.rpps, "practiceName": k.firm, "address": {"street": k.street, "zipCode": k.postcode, "city": k.town}}
             for k in (practice(31), practice(32))]}, "page": {"size": 20, "totalElements": 2}}, None,
             words("PERSON RPPS COMPANY ADDRESS POSTCODE CITY"), flags=words("list"), screen=BOOK),
        Case("POST", "/tp/simulation", {"partRO": 35.0, "partRC": 15.0, "resteACharge": 0.0, "garantiePaiement": True},
             {"adherent": p.member, "actes": [{"code": "COD", "prix": 50.0}]}, words("AMOUNT"), screen=CALC),
        Case("GET", "/tp/remittances/77031", {"practice": {"finessNumber": ME.finess}, "transferAmount": 210.55,
             "lines": [{"invoice": "A-1", "patientName": f"{p.surname} {p.given}", "paidAmount": 110.55}, {"invoice": "A-2", "patientName": f"{q.surname} {q.given}", "paidAmount": 100.0}]},
             None, words("FINESS AMOUNT PERSON"), flags=words("list enumerable_id"), screen=PAID),
        Case("GET", "/tp/i18n/fr.json", {"labels": {"nir": "Numéro de sécurité sociale", "iban": "IBAN", "nom": "Nom", "dateNaissance": "Date de naissance"}}),
        Case("GET", "/tp/config", {"features": {"ibanEditable": False, "showNir": False}, "apiBase": "/tp", "build": "2026.02.14"}),
        Case("GET", "/tp/health", {"status": "UP"}),
        Case("GET", "/tp/nomenclature/ccam?q=HB", [{"code": "HBLD038", "libelle": "Pose d'une couronne", "tarif": 107.5}]),
        Case("GET", "/fonts/inter.woff2", None, mime="font/woff2"),
        Case("POST", "https://rum.observabilite.example.net/v1/collect", {"ok": True}, {"page": "/tp/accueil", "lcp": 812, "ua": "Mozilla", "sid": "f81d4fae"}),
        Case("GET", "/aide/faq.html", _html("Questions fréquentes", "<h2>Comment saisir le NIR ?</h2><p>Le numéro figure sur la carte Vitale, par exemple 2 55 08 14 168 025 38.</p><p>Contact : assistance@tiers-payant.example.fr</p>"),
             mime="text/html"),
        Case("POST", "/tp/auth/otp", {"accessToken": "b7d2-4f", "expiresIn": 900}, {"login": ME.login, "otp": "482913"}, screen=MINE),
    )  # fmt: skip


def _rights() -> tuple[Case, ...]:
    p, q, r, s = person(211), person(212), person(213), person(214)
    kids = [person(n) for n in (221, 222)]
    return (
        # The subscriber number opens the national number and the home.
        Case("POST", "/tp/eligibility/check", {"eligible": True, "coverage": {"from": "2026-01-01", "to": "2026-12-31"}, "subscriberId": p.member,
             "person": {"lastName": p.surname, "firstName": p.given, "dateOfBirth": p.born, "nationalInsuranceNumber": p.nir,
                        "contact": {"mobile": p.phone, "emailAddress": p.mail}, "bank": {"iban": p.iban}}},
             {"subscriberId": p.member, "birthDate": p.born},
             words("COVERAGE_PERIOD MEMBER_NUMBER PERSON BIRTH_DATE NIR PHONE_NUMBER EMAIL_ADDRESS IBAN"), words("NIR PHONE_NUMBER EMAIL_ADDRESS IBAN"), words("weak_key"), screen=RIGHTS),
        # Everybody of the contract.
        Case("POST", "/tp/foyer/consulter", {"contrat": {"numContrat": q.contract, "souscripteur": {"nom": q.surname, "prenom": q.given, "nir": q.nir},
             "beneficiaires": [{"nom": q.surname, "prenom": k.given, "dateNaissance": k.born, "rangGemellaire": 1} for k in kids]}},
             {"nir": q.nir}, words("CONTRACT_NUMBER PERSON NIR BIRTH_DATE FAMILY_LINK"), words("CONTRACT_NUMBER PERSON BIRTH_DATE FAMILY_LINK"), words("family_rollup"), screen=RIGHTS),
        # JSON inside JSON.
        Case("POST", "/tp/gateway", {"code": 0, "payload": json.dumps({"assure": {"nomFamille": r.surname, "prenoms": r.given, "matricule": r.nir}})},
             {"service": "DROITS", "numAdherent": r.member}, words("PERSON NIR"), words("NIR"), words("weak_key"), screen=RIGHTS),
        Case("POST", "/tp/IDB", f"<?xml version='1.0'?><reponseIDB><ouvertureDroits debut='2026-01-01'/><identite nom='{s.surname}' prenom='{s.given}' nir='{s.nir}' naissance='{s.born}'/>"
             f"<exoneration code='ALD'/><regime c2s='O'/></reponseIDB>", f"<demandeIDB><noAdherent>{s.member}</noAdherent><dateNaiss>{s.born}</dateNaiss></demandeIDB>",
             words("COVERAGE_PERIOD PERSON NIR BIRTH_DATE EXEMPTION SOCIAL_STATUS"), words("NIR EXEMPTION SOCIAL_STATUS"), words("weak_key"), mime="text/xml", sends="text/xml", screen=RIGHTS),
        Case("GET", "/tp/beneficiaries/88214", {"id": 88214, "familyName": p.surname, "givenName": p.given, "policyNumber": p.contract, "coverageEnd": "2026-12-31"}, None,
             words("PERSON CONTRACT_NUMBER COVERAGE_PERIOD"), words("CONTRACT_NUMBER"), words("enumerable_id"), screen=RIGHTS),
        Case("GET", "/tp/search/members?lastName=Ben&maxResults=500", {"results": [{"displayName": f"{k.given} {k.surname}", "dob": k.born, "memberNumber": k.member} for k in map(person, range(300, 330))]},
             None, words("PERSON BIRTH_DATE MEMBER_NUMBER"), words("PERSON BIRTH_DATE MEMBER_NUMBER"), words("list bulk no_pagination_cap identifier_in_url no_quota"), screen=RIGHTS),
    )  # fmt: skip


def _carers() -> tuple[Case, ...]:
    a, b = practice(41), practice(42)
    return (
        Case("GET", "/tp/providers/details?zip=69003", {"providers": [{"practiceName": k.firm, "rppsNumber": k.rpps, "bankAccount": {"iban": k.iban}, "accountLogin": k.login, "siretNumber": k.siret} for k in (a, b)]},
             None, words("COMPANY RPPS IBAN LOGIN SIRET"), words("IBAN LOGIN"), words("list"), screen=BOOK),
        Case("GET", "/tp/practices/7714", {"finessNumber": a.finess, "name": a.firm, "rib": {"codeBanque": a.iban[4:9], "codeGuichet": a.iban[9:14], "numeroCompte": a.iban[14:25], "cleRib": a.iban[25:]}},
             None, words("FINESS COMPANY RIB"), words("FINESS COMPANY RIB"), words("enumerable_id"), screen=MINE),
        Case("GET", "/tp/practices/5521", {"finessNumber": ME.finess, "name": ME.firm, "rib": {"codeBanque": ME.iban[4:9], "codeGuichet": ME.iban[9:14], "numeroCompte": ME.iban[14:25], "cleRib": ME.iban[25:]}},
             None, words("FINESS COMPANY RIB"), flags=words("enumerable_id"), screen=MINE),
        Case("GET", "/tp/annuaire/pharmacies", _html("Pharmacies du réseau", "<table><tr><th>Pharmacie</th><th>Titulaire</th><th>Ville</th><th>Courriel</th></tr>"
             + "".join(f"<tr data-iban='{k.iban}'><td>{k.firm}</td><td>{k.given} {k.surname}</td><td>{k.town}</td><td>{k.mail}</td></tr>" for k in (a, b)) + "</table>"),
             None, words("COMPANY PERSON CITY EMAIL_ADDRESS IBAN"), words("EMAIL_ADDRESS IBAN"), words("list hidden_field"), mime="text/html", screen=BOOK),
    )  # fmt: skip


def _money() -> tuple[Case, ...]:
    p, q = person(231), person(232)
    return (
        Case("GET", "/tp/remittances/77032/lines", "\n".join(json.dumps({"invoiceNo": f"A-{n}", "patient": f"{k.surname} {k.given}", "ssn": k.nir, "ccamCode": "HBMD351", "amountPaid": 20.5}) for n, k in enumerate((p, q))),
             None, words("PERSON NIR HEALTH AMOUNT"), words("NIR"), words("list enumerable_id"), mime="application/x-ndjson", screen=PAID),
        Case("GET", "/tp/extractions/decomptes.csv?annee=2025", "patient,nir,montant,iban_professionnel\n" + "".join(f"{k.surname} {k.given},{k.nir},12.50,{ME.iban}\n" for k in map(person, range(240, 246))),
             None, words("PERSON NIR AMOUNT IBAN"), words("NIR"), words("list export"), mime="application/octet-stream", answers={"Content-Disposition": "attachment; filename=decomptes.csv"}, screen=PAID),
        Case("POST", "/tp/simulation", {"partRC": 15.0, "beneficiaire": {"nomComplet": f"{q.given} {q.surname}", "numeroSecu": q.nir, "adressePostale": q.street}},
             {"adherent": q.member, "actes": [{"code": "COD", "prix": 50.0}]}, words("AMOUNT PERSON NIR ADDRESS"), words("PERSON NIR ADDRESS"), words("weak_key"), screen=CALC),
    )  # fmt: skip


def _pages() -> tuple[Case, ...]:
    p, q = person(251), person(252)
    state = json.dumps(
        {
            "patient": {
                "nom": p.surname,
                "prenom": p.given,
                "nir": p.nir,
                "mutuelle": {"numeroAdherent": p.member},
            }
        }
    )
    return (
        Case("POST", "/extranet/droits/fiche.do", _html("Fiche patient", f"<div class='nom'>{p.surname}</div><div class='prenom'>{p.given}</div><p>Droits ouverts</p>"
             f"<script>window.__INITIAL_STATE__ = {state};</script>"), {"numAdherent": p.member, "ddn": p.french_date},
             words("PERSON NIR MEMBER_NUMBER"), words("NIR"), words("hidden_field weak_key"), mime="text/html", sends="application/x-www-form-urlencoded", screen=RIGHTS),
        Case("POST", "/extranet/droits/fiche.do", _html("Fiche patient", f"<div style='display:none' id='contrat'>Contrat n° : {q.contract}</div><dl><dt>Bénéficiaire</dt><dd>{q.given} {q.surname}</dd><dt>Téléphone</dt><dd>{q.phone}</dd></dl>"),
             {"numAdherent": q.member, "ddn": q.french_date}, words("PERSON CONTRACT_NUMBER PHONE_NUMBER"), words("CONTRACT_NUMBER PHONE_NUMBER"), words("hidden_field"), mime="text/html",
             sends="application/x-www-form-urlencoded", screen=RIGHTS),
    )  # fmt: skip


def _rest() -> tuple[Case, ...]:
    p = person(261)
    return (
        Case("GET", f"/tp/cards/{p.iban}/holder", {"holder": {"lastName": p.surname}}, None, words("PERSON"), flags=words("identifier_in_url"), screen=RIGHTS),
        Case("GET", "/tp/consultation", None, None, over=words("NIR"), flags=words("in_referer"), status=204, headers={"Referer": f"https://portail.tiers-payant.example.fr/tp/fiche?nir={p.nir}"}),
        Case("POST", "/tp/recherche", "", {"nom": p.surname}, words("NIR"), words("NIR"), flags=words("in_location"), status=302, sends="application/x-www-form-urlencoded",
             answers={"Location": f"/tp/fiche?nir={p.nir}&dn={p.born}"}),
        Case("GET", "/tp/sso?login=camille&password=Azerty-2026", {"ok": True}, flags=words("secret_in_url")),
        Case("GET", "/tp/preferences", {"theme": "clair"}, over=words("NIR"), flags=words("in_cookie"), headers={"Cookie": f"lang=fr; dernier_nir={p.nir}"}),
        Case("POST", "/tp/auth", {"ok": True}, {"login": ME.login, "motDePasse": "Azerty-2026"}, flags=words("long_session"), screen=MINE,
             answers={"Set-Cookie": "SESSION=ab12cd34; Max-Age=2592000; HttpOnly; Secure"}),
        Case("GET", "/tp/eligibility/last", {"error": "Traceback (most recent call last):\n  File \"/srv/app/views.py\", line 88, in get\nKeyError: 'x'", "debug": {"sql": "SELECT nir, nom FROM assure WHERE id = 4"}},
             flags=words("stack_trace debug"), status=500),
        Case("GET", "https://cdn.statistiques-tierces.example.org/p.gif?email=" + p.mail + "&u=%2Fdroits", "", mime="image/gif", over=words("EMAIL_ADDRESS"), flags=words("third_party identifier_in_url")),
        Case("GET", "http://portail.tiers-payant.example.fr/tp/rights/by-card", {"beneficiary": {"lastName": p.surname, "ssn": p.nir}}, None,
             words("PERSON NIR"), words("NIR"), words("unencrypted"), screen=RIGHTS),
    )  # fmt: skip


def _html(title: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
