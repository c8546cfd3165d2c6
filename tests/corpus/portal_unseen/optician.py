# ruff: noqa: E501 - an exchange and its answer side by side, as in a table
"""An optician's session on the same portal: JSF and ASP.NET pages, GraphQL."""

import json

from tests.corpus.portal_unseen.folk import Member, member, office
from tests.corpus.portal_unseen.model import Told

ME = office(1)
HOST = "https://pro.tp-armorique.example"
HTML, FORM = "text/html; charset=utf-8", "application/x-www-form-urlencoded"
STATE = "-5029384756102938475:8827364550192837465"


def exchanges() -> tuple[Told, ...]:
    """The whole session."""
    return (*_entrance(), *_pages(), *_hidden(), *_graph(), *_rest())


def page(title: str, body: str) -> str:
    """A page of the old part of the portal."""
    return f'<!DOCTYPE html><html><head><title>{title}</title><link rel="stylesheet" href="/t.css"></head><body><form id="f" method="post">{body}<input type="hidden" name="javax.faces.ViewState" value="{STATE}"/></form></body></html>'


def _asked(k: Member) -> dict[str, str]:
    return {"f:numAdh": k.member, "f:dateNaiss": k.day, "f:valider": "Rechercher", "javax.faces.ViewState": STATE}  # fmt: skip


def _entrance() -> tuple[Told, ...]:
    login = page(
        "Connexion",
        '<label for="u">Identifiant</label><input id="u" name="f:u"/><label for="p">Mot de passe</label><input id="p" type="password" name="f:p"/>',
    )
    home = page(
        "Accueil",
        f"<header>Bonjour <b>{ME.firm}</b></header><ul><li>Droits</li><li>Factures</li><li>Annuaire</li></ul>",
    )
    legal = page(
        "Mentions légales",
        "<p>Armorique Tiers Payant SA, 18 rue de Siam, 29200 Brest. Délégué à la protection des données : dpo@tp-armorique.example. Tél. 02 98 00 00 00.</p>",
    )
    return (
        Told("GET", "/connexion.xhtml", login, mime=HTML, title="Connexion"),
        Told("POST", "/connexion.xhtml", None, {"f:u": ME.login, "f:p": "Lunettes#77", "javax.faces.ViewState": STATE}, sends=FORM, status=302, heads={"Location": "/accueil.xhtml"}),
        Told("GET", "/accueil.xhtml", home, mime=HTML, title="Accueil", has="COMPANY"),
        Told("GET", "/mentions.xhtml", legal, mime=HTML, title="Mentions légales", open="ADDRESS POSTCODE CITY EMAIL_ADDRESS PHONE_NUMBER COMPANY"),
    )  # fmt: skip


def _pages() -> tuple[Told, ...]:
    a, b, c = member(400), member(401), member(402)
    dl = "<dl><dt>Droits</dt><dd>Ouverts</dd><dt>Période</dt><dd>du 01/01/2026 au 31/12/2026</dd><dt>Organisme</dt><dd>Mutuelle de l'Estuaire (75500017)</dd></dl>"
    tall = f"<table class='fiche'><tr><th>Nom</th><td>{b.last}</td></tr><tr><th>Prénom</th><td>{b.first}</td></tr><tr><th>Né(e) le</th><td>{b.day}</td></tr><tr><th>N° sécu</th><td>{b.nir[:13]} {b.nir[13:]}</td></tr><tr><th>Adresse</th><td>{b.way}<br>{b.zip} {b.town}</td></tr><tr><th>Portable</th><td>{b.mobile}</td></tr></table>"
    grid = (
        "<table id='ctl00_gv'><tr><th scope='col'>Nom</th><th>Prénom</th><th>N° SS</th><th>&nbsp;</th></tr>"
        + "".join(
            f"<tr><td>{k.last}</td><td>{k.first}</td><td>{k.nir}</td><td><a href=\"javascript:__doPostBack('gv','Select${n}')\">Voir</a></td></tr>"
            for n, k in enumerate(map(member, range(410, 417)))
        )
        + "</table><input type='hidden' name='__VIEWSTATE' value='/wEPDwUKLTE2MTY4NzIyOQ9kFgICAw9kFgICAQ8PFgIeBFRleHQFBU1lcmNp'/>"
    )
    partial = f"<?xml version='1.0' encoding='UTF-8'?><partial-response id='j_id1'><changes><update id='f:res'><![CDATA[<div><span class='lib'>Assuré :</span> <span class='val'>{c.last} {c.first}</span><span class='lib'>NIR :</span> <span class='val'>{c.nir}</span></div>]]></update><update id='javax.faces.ViewState'><![CDATA[{STATE}]]></update></changes></partial-response>"
    return (
        Told("POST", "/droits/resultat.xhtml", page("Droits", dl), _asked(a), sends=FORM, mime=HTML, title="Droits", has="COVERAGE_PERIOD INSURER"),
        Told("POST", "/droits/resultat.xhtml", page("Droits", tall), _asked(b), sends=FORM, mime=HTML, title="Droits", has="PERSON BIRTH_DATE NIR ADDRESS POSTCODE CITY PHONE_NUMBER", over="NIR ADDRESS POSTCODE CITY PHONE_NUMBER", flags="weak_key"),
        Told("POST", "/Assures/Liste.aspx", page("Mes assurés", grid), {"__EVENTTARGET": "gv", "__VIEWSTATE": "/wEPDwUKLTE2", "txtNom": "D"}, sends=FORM, mime=HTML, title="Mes assurés", has="PERSON NIR", over="PERSON NIR", flags="list"),
        Told("POST", "/droits/recherche.xhtml", partial, _asked(c), sends=FORM, mime="text/xml;charset=UTF-8", has="PERSON NIR", over="NIR", flags="weak_key"),
    )  # fmt: skip


def _hidden() -> tuple[Told, ...]:
    a, b, c, o = member(420), member(421), member(422), office(30)
    ok = "<p>Droits ouverts du 01/01/2026 au 31/12/2026.</p>"
    state = f'<script>window.__ETAT__ = {{"assure":{{"nom":"{c.last}","prenom":"{c.first}","nir":"{c.nir}","courriel":"{c.email}"}},"ecran":"droits"}};</script>'
    card = f'<div class="ps" data-ref="12" data-rib="{o.iban}"><h3>{o.firm}</h3><p>{o.way}, {o.zip} {o.town}</p></div>'
    return (
        Told("POST", "/droits/resultat.xhtml", page("Droits", ok + f'<input type="hidden" name="f:nirAssure" value="{a.nir}"/>'), _asked(a), sends=FORM, mime=HTML, has="COVERAGE_PERIOD NIR", over="NIR", flags="hidden_field weak_key"),
        Told("POST", "/droits/resultat.xhtml", page("Droits", ok + f"<!-- SQL: select * from droits.assure where nir='{b.nir}' (12 ms) -->"), _asked(b), sends=FORM, mime=HTML, has="COVERAGE_PERIOD NIR", over="NIR", flags="debug hidden_field"),
        Told("POST", "/droits/resultat.xhtml", page("Droits", ok + state), _asked(c), sends=FORM, mime=HTML, has="COVERAGE_PERIOD PERSON NIR EMAIL_ADDRESS", over="NIR EMAIL_ADDRESS", flags="hidden_field weak_key"),
        Told("GET", "/annuaire/fiche.xhtml?n=af3", page("Annuaire", card), mime=HTML, title="Annuaire des professionnels", has="COMPANY ADDRESS POSTCODE CITY IBAN", over="IBAN", flags="hidden_field"),
    )  # fmt: skip


def _graph() -> tuple[Told, ...]:
    a, offices = member(430), [office(n) for n in (31, 32, 33)]
    q = "query Praticiens($ville:String!){praticiens(ville:$ville){nom prenom rpps iban identifiant}}"
    return (
        Told("POST", "/graphql", {"data": {"moi": {"raisonSociale": ME.firm, "finess": ME.finess, "email": ME.email, "iban": ME.iban}}}, {"operationName": "Moi", "query": "query Moi{moi{raisonSociale finess email iban}}", "variables": {}}, has="COMPANY FINESS EMAIL_ADDRESS IBAN"),
        Told("POST", "/graphql", {"data": {"droits": {"ouverts": True, "debut": "2026-01-01", "fin": "2026-12-31", "amc": "75500017"}}}, {"operationName": "Droits", "query": "query Droits($n:String!,$d:Date!){droits(numAdherent:$n,dateNaissance:$d){ouverts debut fin amc}}", "variables": {"n": a.member, "d": a.born}}, has="COVERAGE_PERIOD INSURER"),
        Told("POST", "/graphql", {"data": {"praticiens": [{"nom": k.last, "prenom": k.first, "rpps": k.rpps, "iban": k.iban, "identifiant": k.login} for k in offices]}}, {"operationName": "Praticiens", "query": q, "variables": {"ville": "Brest"}}, has="PERSON RPPS IBAN LOGIN", over="IBAN LOGIN"),
        Told("POST", "/graphql", {"data": {"__schema": {"types": [{"name": "Assure", "fields": [{"name": "nir"}, {"name": "dateNaissance"}]}]}}}, {"operationName": "IntrospectionQuery", "query": "query IntrospectionQuery{__schema{types{name fields{name}}}}"}, flags="introspection"),
    )  # fmt: skip


def _rest() -> tuple[Told, ...]:
    a, b, c = member(440), member(441), member(442)
    rows = [[k.nir, k.last, k.first, k.born] for k in map(member, range(450, 456))]
    return (
        Told("GET", "/api/v2/moi", {"raisonSociale": ME.firm, "finess": ME.finess, "siret": ME.siret, "courriel": ME.email, "identifiant": ME.login, "coordonneesBancaires": {"iban": ME.iban}}, has="COMPANY FINESS SIRET EMAIL_ADDRESS LOGIN IBAN", flags="cacheable", heads={"Cache-Control": "public, max-age=600"}),
        Told("GET", "/api/v2/paiements?du=2026-01-01&au=2026-01-31", [{"dateVirement": "2026-01-14", "montant": 311.0, "reference": "VIR000981"}], has="AMOUNT"),
        Told("POST", "/api/v2/assures/recherche", {"total": 0, "resultats": []}, {"numAdherent": "M000000000"}),
        Told("POST", "/api/v2/compte/oubli", {"message": "Un courriel vient de vous être envoyé."}, {"identifiant": ME.login}, flags="oracle"),
        Told("POST", "/api/v2/compte/oubli", {"message": "Aucun compte ne porte cet identifiant."}, {"identifiant": "ps99999-zzz"}, status=404, flags="oracle"),
        Told("POST", "/api/v2/assures/tableau", {"colonnes": ["nir", "nom", "prenom", "dateNaissance"], "lignes": rows}, {"page": 1}, has="NIR PERSON BIRTH_DATE", over="NIR PERSON BIRTH_DATE", flags="list"),
        Told("POST", "http://pro.tp-armorique.example/api/v2/droits/interroger", {"couvert": True, "debutValidite": "2026-01-01", "finValidite": "2026-12-31", "numAmc": "75500017", "nom": a.last, "prenom": a.first}, {"numAdherent": a.member, "dateNaissance": a.day}, has="COVERAGE_PERIOD INSURER PERSON", flags="unencrypted"),
        Told("GET", "/api/v2/droits/ref/K7Q2", {"couvert": True, "debutValidite": "2026-01-01", "finValidite": "2026-12-31", "assure": {"nom": b.last, "prenom": b.first, "nir": "2 ** ** ** *** *** " + b.nir[13:]}}, has="COVERAGE_PERIOD PERSON", open="NIR"),
        Told("GET", "/api/v2/droits/ref/K7Q2/imprimer", {"assure": {"nom": b.last, "prenom": b.first, "nir": b.nir}}, has="PERSON NIR", over="NIR", flags="inconsistent_masking", open="PERSON"),
        Told("GET", "/api/v2/droits/ref/P0X9", {"couvert": True, "debutValidite": "2026-01-01", "finValidite": "2026-12-31", "dossier": json_text(c)}, has="COVERAGE_PERIOD NIR PERSON", over="NIR"),
    )  # fmt: skip


def json_text(k: Member) -> str:
    """An object written into a text, twice."""
    return json.dumps({"v": 1, "charge": json.dumps({"n": k.last, "p": k.first, "nir": k.nir})})
