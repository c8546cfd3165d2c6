"""What the screens of the demonstration portal answer; some of them say too much."""

import base64
import json
from dataclasses import dataclass
from html import escape

from auditor.demo.organisations import Practitioner
from auditor.demo.world import Contract, World

_STYLE = "body{font-family:sans-serif;max-width:60em;margin:2em auto}"
_PAGE = 20
_TRACE = (
    "java.sql.SQLException: ORA-00942\n"
    "\tat fr.operateur.droits.DroitsDao.lire(DroitsDao.java:118)\n"
    "\tat fr.operateur.droits.DroitsService.chercher(DroitsService.java:57)\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal sends back."""

    body: str
    mime: str = "application/json; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Cache-Control", "no-store"),)
    charset: str = "utf-8"


def page(title: str, content: str, script: str = "", status: int = 200) -> Answer:
    """A page of the portal with the counter of a third party, as many have one."""
    html = (
        f"<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{content}"
        f"<script>{script}</script>"
        "<img alt='' src='http://mesure.tiers.example/p.gif?site=portail'></body></html>"
    )
    # The old setting of the portal: the whole address goes to the third party, too.
    fields = (("Cache-Control", "no-store"), ("Referrer-Policy", "unsafe-url"))
    return Answer(html, "text/html; charset=utf-8", status, fields)


def login_page() -> Answer:
    """The form to log in."""
    return page(
        "Connexion",
        "<form method='post' action='/connexion'>"
        "<input type='hidden' name='_csrf' value='c0ffee5eed1e55'>"
        "<label for='i'>Identifiant</label><input id='i' name='identifiant'>"
        "<label for='m'>Mot de passe</label><input id='m' name='mot_de_passe' type='password'>"
        "<button>Se connecter</button></form>",
    )


def session_of(one: Practitioner) -> str:
    """The token of a session; nobody checks its signature here."""
    parts = ({"alg": "HS256", "typ": "JWT"}, {"sub": one.login, "finess": one.finess})
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return ".".join([*(part.rstrip("=") for part in coded), "c2lnbmF0dXJlLWZpY3RpdmU"])


def home(one: Practitioner) -> Answer:
    """The first screen: only who is logged in."""
    state = json.dumps({"compte": {"identifiant": one.login, "raisonSociale": one.firm}})
    links = "".join(
        f"<li><a href='{place}'>{name}</a></li>"
        for place, name in (("/droits", "Droits"), ("/annuaire", "Annuaire"), ("/aide", "Aide"))
    )
    return page("Accueil", f"<ul>{links}</ul>", f"window.__ETAT__ = {state};")


def rights_form() -> Answer:
    """The form of the rights query, which calls the interface by itself."""
    return page(
        "Consultation des droits",
        "<form><label>N° d’adhérent <input name='adherent'></label>"
        "<label>Né(e) le <input name='naissance'></label></form><pre id='r'></pre>",
    )


def rights(contract: Contract, world: World) -> Answer:
    """The minimal answer: what was asked, yes or no, and until when."""
    who = world.households[contract.id - 1].insured
    return _json(
        {
            "adherent": contract.member,
            "dateNaissance": who.birth.isoformat(),
            "organisme": contract.insurer.name,
            "droitsOuverts": True,
            "periode": {"debut": contract.start.isoformat(), "fin": contract.end.isoformat()},
        }
    )


def rights_in_full(contract: Contract, world: World) -> Answer:
    """The answer of the old interface: the person, the family, their numbers."""
    household = world.households[contract.id - 1]
    who = household.insured
    return _json(
        {
            "numAdherent": contract.member,
            "assure": {
                "nom": who.surname,
                "prenom": who.first_name,
                "dateNaissance": who.birth.isoformat(),
                "numSecu": who.nir + who.key,
            },
            "organisme": contract.insurer.name,
            "numContrat": contract.number,
            "garanties": [contract.guarantee],
            "beneficiaires": [
                {
                    "lien": link,
                    "nom": one.surname,
                    "prenom": one.first_name,
                    "dateNaissance": one.birth.isoformat(),
                    "numSecu": one.nir + one.key,
                }
                for link, one in household.dependants
            ],
        }
    )


def unknown() -> Answer:
    """What the interface says of a person whom nobody insures."""
    return Answer('{"erreur":"assuré inconnu"}', status=404)


def sheet(contract: Contract, world: World) -> Answer:
    """The sheet of an insured person; its address holds the NIR."""
    who = world.households[contract.id - 1].insured
    return page(
        "Fiche assuré",
        "<dl>"
        f"<dt>Nom</dt><dd>{escape(who.surname)}</dd><dt>Prénom</dt><dd>{escape(who.first_name)}</dd>"
        f"<dt>Né(e) le</dt><dd>{who.birth:%d/%m/%Y}</dd></dl>"
        f"<form action='/maj' method='post'><input type='hidden' name='numSecu' "
        f"value='{who.nir}{who.key}'><input type='hidden' name='contrat' value='{contract.number}'>"
        f"</form><!-- contrat {contract.number} -->",
    )


def directory(world: World, number: int) -> Answer:
    """A page of the directory of practitioners, bank details included."""
    start = (number - 1) * _PAGE
    held = world.practitioners[start : start + _PAGE]
    total = len(world.practitioners)
    return _json({"page": number, "total": total, "resultats": [_listed(one) for one in held]})


def _listed(one: Practitioner) -> dict[str, object]:
    bank, branch, number, key = one.account.parts
    return {
        "raisonSociale": one.firm,
        "nom": one.person.surname,
        "prenom": one.person.first_name,
        "finess": one.finess,
        "siret": one.siret,
        "adresse": {"ligne": one.place.line, "cp": one.place.postcode, "ville": one.place.town},
        "courriel": one.email,
        "telephone": one.phone,
        "identifiant": one.login,
        "reseau": one.network,
        "rib": {"banque": bank, "guichet": branch, "compte": number, "cle": key},
    }


def directory_page() -> Answer:
    """The screen of the directory: of all that it receives it shows a name and a town."""
    script = (
        "fetch('/api/annuaire?page=1').then(r=>r.json()).then(d=>{"
        "document.getElementById('l').innerHTML=d.resultats.map(p=>"
        "'<li>'+p.raisonSociale+', '+p.adresse.ville+'</li>').join('')})"
    )
    return page("Annuaire des professionnels", "<ul id='l'></ul>", script)


def export(world: World) -> Answer:
    """The whole directory as a file, in the encoding of old spreadsheets."""
    rows = [
        f"{one.firm};{one.finess};{one.siret};{one.account.iban};{one.email}"
        for one in world.practitioners[:120]
    ]
    head = "Raison sociale;FINESS;SIRET;IBAN;Courriel"
    disposition = ("Content-Disposition", 'inline; filename="annuaire.csv"')
    return Answer(
        "\r\n".join([head, *rows]), "text/csv; charset=iso-8859-1", 200, (disposition,), "cp1252"
    )


def account(one: Practitioner) -> Answer:
    """The account's own record, its bank details reduced to four digits."""
    return _json(
        {
            "identifiant": one.login,
            "raisonSociale": one.firm,
            "finess": one.finess,
            "siret": one.siret,
            "courriel": one.email,
            "rib": f"•••• •••• {one.account.parts[2][-2:]}{one.account.parts[3]}",
        }
    )


def invoice(one: Practitioner, world: World) -> Answer:
    """One of the account's own invoices."""
    bill = next(bill for bill in world.invoices if bill.practitioner is one)
    who = world.households[bill.contract.id - 1].insured
    return _json(
        {
            "facture": f"F{bill.day:%y%m}{bill.id:06d}",
            "assure": f"{who.surname} {who.first_name}",
            "dateSoins": bill.day.isoformat(),
            "montantTotal": bill.total,
            "partComplementaire": bill.insurer_part,
            "statut": "rejetée" if bill.rejected else "payée",
        }
    )


def soap(contract: Contract, world: World) -> Answer:
    """The same query by the web service of software for practitioners."""
    who = world.households[contract.id - 1].insured
    return Answer(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" '
        'xmlns:d="urn:operateur-fictif:droits"><soap:Body><d:ConsulterDroitsReponse>'
        f"<d:numeroAdherent>{contract.member}</d:numeroAdherent><d:droitsOuverts>true"
        f"</d:droitsOuverts><d:assure><d:nom>{who.surname}</d:nom><d:nir>{who.nir}{who.key}</d:nir>"
        "</d:assure></d:ConsulterDroitsReponse></soap:Body></soap:Envelope>",
        "text/xml; charset=utf-8",
    )


def failure() -> Answer:
    """An error page that tells too much."""
    return Answer(
        json.dumps(
            {
                "erreur": "interne",
                "trace": _TRACE,
                "connexion": "jdbc:oracle:thin:droits/Recette-2024@10.0.0.5:1521/DROITS",
            }
        ),
        status=500,
    )


def help_page() -> Answer:
    """A page about nobody, which may be cached."""
    answer = page("Aide", "<p>Les droits se consultent avec le numéro d’adhérent.</p>")
    return Answer(answer.body, answer.mime, 200, (("Cache-Control", "public, max-age=600"),))


def _json(value: object) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False))
