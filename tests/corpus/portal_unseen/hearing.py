# ruff: noqa: E501 - an exchange and its answer side by side, as in a table
"""A hearing-aid practice's session on a third portal, written last and scored as it came."""

import json

from tests.corpus.portal_unseen.folk import member, office
from tests.corpus.portal_unseen.model import Told

ME = office(3)
HOST = "https://extranet.santeclair-tp.example"
HTML, FORM = "text/html", "application/x-www-form-urlencoded"


def exchanges() -> tuple[Told, ...]:
    """The whole session."""
    return (*_clean(), *_loud())


def _clean() -> tuple[Told, ...]:
    a, b, c = (member(n) for n in range(800, 803))
    card = f"<section class='carte'><h1>Attestation</h1><div class='l'><b>N° AMC</b><i>29300221</i></div><div class='l'><b>N° adhérent</b><i>{a.member}</i></div><div class='l'><b>Validité</b><i>01/01/2026 - 31/12/2026</i></div></section>"
    return (
        Told("GET", "/extranet/", "<html><head><title>Extranet audioprothèse</title></head><body><h1>Bienvenue</h1><a href='/extranet/aide'>Aide</a></body></html>", mime=HTML),
        Told("GET", "/extranet/ws/session", {"utilisateur": {"login": ME.login, "nom": ME.last, "prenom": ME.first, "numero-finess": ME.finess}, "expire-dans": 600}, has="LOGIN PERSON FINESS"),
        Told("GET", "/extranet/ws/mon-etablissement", {"raison-sociale": ME.firm, "siret": ME.siret, "numero-finess": ME.finess, "rib": {"iban": ME.iban, "titulaire": ME.firm}}, has="COMPANY SIRET FINESS IBAN"),
        Told("POST", "/extranet/attestation", card, {"adh": a.member, "ddn": a.day}, sends=FORM, mime=HTML, title="Attestation de droits", has="INSURER MEMBER_NUMBER COVERAGE_PERIOD"),
        Told("POST", "/extranet/ws/droits", "<droits><statut>OUVERT</statut><dateDebut>2026-01-01</dateDebut><dateFin>2026-12-31</dateFin><organisme code='29300221'/></droits>", f"<demande><adherent>{b.member}</adherent><naissance>{b.born}</naissance></demande>", sends="application/xml", mime="application/xml", has="COVERAGE_PERIOD", open="INSURER"),
        Told("POST", "/extranet/ws/droits", "<erreur><code>204</code><libelle>Période de soins manquante</libelle></erreur>", "<demande/>", sends="application/xml", mime="application/xml", status=400),
        Told("POST", "/extranet/ws/simulation", {"part-amo": 240.0, "part-amc": 610.5, "reste-a-charge": 49.5}, {"adherent": c.member, "code-lpp": "2355084", "prix": 900}, has="AMOUNT"),
        Told("GET", "/extranet/ws/nomenclature/lpp", [{"code": "2355084", "libelle": "Audioprothèse classe I", "tarif": 950}], open="AMOUNT"),
        Told("GET", "/extranet/ws/virements/2026-02", {"virements": [{"reference": "V-2026-02-001", "date": "2026-02-10", "montant": 1480.2}]}, has="AMOUNT"),
        Told("GET", "/extranet/ws/annuaire-public?cp=29200", [{"enseigne": office(83).firm, "ville": "Brest", "code-postal": "29200"}, {"enseigne": office(84).firm, "ville": "Brest", "code-postal": "29200"}], has="COMPANY CITY POSTCODE"),
        Told("GET", "/extranet/ws/messages", {"non-lus": 0, "messages": []}),
        Told("GET", "/extranet/ws/tableau-de-bord", {"dossiers-en-cours": 12, "dossiers-rejetes": 3, "delai-moyen-jours": 6.4}),
        Told("GET", "/extranet/js/app.js", "window.App={champs:['nir','dateNaissance','iban']};", mime="text/javascript"),
    )  # fmt: skip


def _loud() -> tuple[Told, ...]:
    a, b, c, d, e = (member(n) for n in range(810, 815))
    crowd, offices = [member(n) for n in range(820, 846)], [office(n) for n in range(85, 89)]
    tsv = "\n".join(
        [
            "Nom usuel\tPrénom\tNIR\tMobile",
            *(f"{k.last}\t{k.first}\t{k.nir}\t{k.mobile}" for k in crowd),
        ]
    )
    sheet = f"<html><body><div id='fiche'><label>Souscripteur</label><span>{b.first} {b.last}</span><label>Né(e) le</label><span>{b.day}</span><label>Courriel</label><span>{b.email}</span><label>IBAN de remboursement</label><span>{b.iban}</span></div></body></html>"
    return (
        Told("POST", "/extranet/ws/droits", f"<droits><statut>OUVERT</statut><dateFin>2026-12-31</dateFin><titulaire><identite>{a.last.upper()} {a.first}</identite><numeroInsee>{a.nir}</numeroInsee><tel>{a.mobile}</tel></titulaire></droits>", f"<demande><adherent>{a.member}</adherent><naissance>{a.born}</naissance></demande>", sends="application/xml", mime="application/xml", has="COVERAGE_PERIOD PERSON NIR PHONE_NUMBER", over="NIR PHONE_NUMBER", flags="weak_key"),
        Told("POST", "/extranet/fiche-droits", sheet, {"adh": b.member, "ddn": b.day}, sends=FORM, mime=HTML, title="Droits de l'assuré", has="PERSON BIRTH_DATE EMAIL_ADDRESS IBAN", over="EMAIL_ADDRESS IBAN", flags="weak_key"),
        Told("GET", f"/extranet/ws/droits?numero-secu={c.nir}&naissance={c.born}", {"statut": "OUVERT", "date-fin": "2026-12-31"}, has="COVERAGE_PERIOD NIR", over="NIR", flags="nir_in_url"),
        Told("GET", "/extranet/ws/reseau/praticiens?reseau=audio", {"praticiens": [{"civilite": "M.", "nom-exercice": k.last, "prenom-exercice": k.first, "id-rpps": k.rpps, "compte": {"iban": k.iban}, "acces": {"login": k.login}} for k in offices]}, has="PERSON RPPS IBAN LOGIN", over="IBAN LOGIN", flags="list"),
        Told("GET", "/extranet/patients/telecharger", tsv, has="PERSON NIR PHONE_NUMBER", over="PERSON NIR PHONE_NUMBER", flags="export bulk", mime="text/tab-separated-values", heads={"Content-Disposition": "attachment; filename=patients.tsv"}),
        Told("POST", "/extranet/graphql", {"data": {"assure": {"identite": {"nomNaissance": d.last, "prenoms": [d.first]}, "ayantsDroit": [{"prenom": e.first, "nomNaissance": e.last, "dateNaissance": e.born, "lien": "ENFANT"}]}}}, {"operationName": "DroitsAssure", "query": "query DroitsAssure($n:String!){assure(numAdherent:$n){identite{nomNaissance prenoms} ayantsDroit{prenom nomNaissance dateNaissance lien}}}", "variables": {"n": d.member}}, has="PERSON BIRTH_DATE FAMILY_LINK", over="PERSON BIRTH_DATE FAMILY_LINK", flags="family_rollup"),
        Told("GET", "/extranet/ws/droits/dossier", {"statut": 500, "message": f"Aucune ligne pour l'assuré {a.nir}", "exception": "System.NullReferenceException"}, status=500, has="NIR", over="NIR", flags="in_error"),
        Told("POST", "/extranet/ws/droits/liste", {"entetes": ["Bénéficiaire", "Date de naissance", "Matricule"], "lignes": [[f"{k.last} {k.first}", k.day, k.nir] for k in crowd[:5]]}, {"lot": 3}, has="PERSON BIRTH_DATE NIR", over="PERSON BIRTH_DATE NIR", flags="list"),
        Told("GET", "/extranet/droits/impression", "<html><body><script type='application/json' id='etat'>" + json.dumps({"beneficiaire": {"nom": e.last, "prenom": e.first, "nir": e.nir}}) + "</script><p>Impression en cours</p></body></html>", mime=HTML, has="PERSON NIR", over="NIR", open="PERSON", flags="hidden_field"),
    )  # fmt: skip
