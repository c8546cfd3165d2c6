# ruff: noqa: E501 - an exchange and its answer side by side, as in a table
"""A third set kept apart, written last and scored as it came."""

from tests.corpus.portal.har import Case, words
from tests.corpus.portal.people import person, practice

ME = practice(0)
RIGHTS, PAID, BOOK, MINE = (
    "rights_check",
    "payment_statement",
    "practitioner_directory",
    "practitioner_account",
)


def cases() -> tuple[Case, ...]:
    """All of them, in the order of one capture."""
    p, q, r, s = person(601), person(602), person(603), person(604)
    a, b = practice(81), practice(82)
    return (
        Case("POST", "/tpg/rest/verifierDroits", {"ouvertureDroits": True, "debutValidite": "01/01/2026", "finValidite": "31/12/2026", "assureur": p.insurer[1], "numAMC": p.insurer[0]},
             {"numAdh": p.member, "dateNaiss": p.french_date}, words("COVERAGE_PERIOD INSURER"), screen=RIGHTS),
        Case("POST", "/tpg/rest/verifierDroits", {"ouvertureDroits": True, "debutValidite": "01/01/2026", "titulaireContrat": {"nomNaissance": q.surname, "prenom1": q.given, "nss": q.nir, "portable": q.phone, "courriel": q.mail, "villeResidence": q.town}},
             {"numAdh": q.member, "dateNaiss": q.french_date}, words("COVERAGE_PERIOD PERSON NIR PHONE_NUMBER EMAIL_ADDRESS CITY"), words("NIR PHONE_NUMBER EMAIL_ADDRESS CITY"), words("weak_key"), screen=RIGHTS),
        Case("POST", "/tpg/rest/rechercherAssures", {"nbTrouves": 3, "assures": [{"identite": f"{k.surname.upper()} {k.given}", "neLe": k.french_date, "numeroSS": k.nir} for k in (p, q, r)]},
             {"nomCommencePar": "G"}, words("PERSON BIRTH_DATE NIR"), words("PERSON BIRTH_DATE NIR"), words("list"), screen=RIGHTS),
        Case("GET", "/tpg/rest/ps/profil", {"codePS": ME.finess, "nomPS": ME.surname, "prenomPS": ME.given, "email": ME.mail, "numRPPS": ME.rpps}, None, words("PERSON EMAIL_ADDRESS RPPS FINESS"), screen=MINE),
        Case("GET", "/tpg/rest/ps/33812", {"finess": a.finess, "nomPS": a.surname, "prenomPS": a.given, "ribIban": a.iban, "siret": a.siret}, None, words("FINESS PERSON IBAN SIRET"), words("FINESS PERSON IBAN SIRET"), words("enumerable_id"), screen=MINE),
        Case("GET", "/tpg/annuaire/liste.html", "<html><head><title>Annuaire</title></head><body><table><thead><tr><th>Raison sociale</th><th>Adresse</th><th>CP</th><th>Ville</th><th>IBAN</th></tr></thead><tbody>"
             + "".join(f"<tr><td>{k.firm}</td><td>{k.street}</td><td>{k.postcode}</td><td>{k.town}</td><td>{k.iban}</td></tr>" for k in (a, b)) + "</tbody></table></body></html>", None,
             words("COMPANY ADDRESS POSTCODE CITY IBAN"), words("IBAN"), mime="text/html", screen=BOOK),
        Case("GET", "/tpg/rest/reglements/2026/02", {"virements": [{"dateVirement": "2026-02-10", "montantVirement": 312.4, "payeur": "MUTUELLE DES RIVES", "detail": [{"refFacture": "22-114", "beneficiaireSoins": f"{k.surname} {k.given}", "montantPaye": 21.3} for k in (r, s)]}]},
             None, words("AMOUNT INSURER PERSON"), flags=words("list"), screen=PAID),
        Case("GET", "/tpg/rest/reglements/2026/03", {"virements": [{"montantVirement": 55.0, "compteCredite": ME.iban, "detail": [{"refFacture": "22-119", "nomBeneficiaire": s.surname, "nirBeneficiaire": s.nir, "libelleActe": "Consultation cardiologie", "codeActe": "DEQP003", "montantPaye": 55.0}]}]},
             None, words("AMOUNT IBAN PERSON NIR HEALTH"), words("NIR"), screen=PAID),
        Case("POST", "/tpg/soap/v2", "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><n:reponse xmlns:n='urn:n'><n:benef n:rang='1'><n:nom>" + s.surname + "</n:nom><n:datnai>" + s.born.replace("-", "") + "</n:datnai></n:benef><n:droit><n:deb>20260101</n:deb><n:fin>20261231</n:fin></n:droit></n:reponse></s:Body></s:Envelope>",
             "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><n:demande xmlns:n='urn:n'><n:nir>" + s.nir + "</n:nir><n:datnai>" + s.born.replace("-", "") + "</n:datnai></n:demande></s:Body></s:Envelope>",
             words("PERSON BIRTH_DATE COVERAGE_PERIOD"), mime="application/soap+xml", sends="application/soap+xml", screen=RIGHTS),
        Case("GET", "/tpg/rest/libelles?lang=fr", {"NOM": "Nom", "NIR": "N° de sécurité sociale", "TEL": "Téléphone"}),
        Case("GET", "/tpg/rest/agenda/jours-feries", ["2026-01-01", "2026-04-06", "2026-05-01"]),
        Case("GET", "/tpg/rest/version", {"version": "7.2.1", "commit": "a81f3c2", "date": "2026-02-11"}),
        Case("POST", "/tpg/rest/telemetrie", {"recu": 12}, {"evenements": [{"type": "clic", "cible": "btn-valider"}]}),
        Case("GET", "/tpg/rest/droits/erreurs", {"codeErreur": "E104", "libelle": "Bénéficiaire non trouvé ou droits fermés"}, None, status=422),
        Case("GET", "/tpg/cgu.html", "<html><head><title>Conditions générales</title></head><body><p>L'opérateur, société anonyme au capital de 100 000 euros, SIRET 732 829 320 00074, 12 rue de la Paix 75002 Paris, joignable au 01 44 00 00 00.</p></body></html>", mime="text/html"),
        Case("GET", "/tpg/rest/cartes/statut", {"carte": {"etat": "ACTIVE", "dateFin": "2026-12-31"}}, None, words("COVERAGE_PERIOD"), screen=RIGHTS),
    )  # fmt: skip
