# ruff: noqa: E501 - an exchange and its answer side by side, as in a table
"""A dental practice's session on an English-speaking service."""

import json

from tests.corpus.portal_unseen.folk import member, office
from tests.corpus.portal_unseen.model import Told
from tests.corpus.portal_unseen.pharmacy import jwt

ME = office(2)
HOST = "https://app.coverhub.example"


def exchanges() -> tuple[Told, ...]:
    """The whole session."""
    return (*_opening(), *_members(), *_providers(), *_wide(), *_leaks(), *_rest())


def _opening() -> tuple[Told, ...]:
    token = jwt(
        {
            "sub": ME.login,
            "email": ME.email,
            "scope": "provider",
            "exp": 1770192000,
            "iat": 1767600000,
        }
    )
    return (
        Told("GET", "/api/config", {"release": "2026.3", "features": {"newBilling": True}, "sentryRate": 0.1}),
        Told("POST", "/oauth/token", {"access_token": token, "token_type": "Bearer", "expires_in": 2592000}, {"grant_type": "password", "username": ME.login, "password": "Molar-2026"}, sends="application/x-www-form-urlencoded", open="LOGIN EMAIL_ADDRESS SECRET", flags="long_session no_second_factor"),
        Told("GET", "/v1/me", {"id": 5561, "first_name": ME.first, "last_name": ME.last, "npi": ME.rpps, "practice": {"legal_name": ME.firm, "siret": ME.siret}, "email": ME.email, "username": ME.login}, has="PERSON COMPANY SIRET EMAIL_ADDRESS LOGIN RPPS"),
        Told("OPTIONS", "/v1/eligibility", None, status=204),
        Told("GET", "/v1/feature-flags", [{"key": "dark_mode", "on": False}]),
        Told("GET", "/v1/countries", [{"code": "FR", "name": "France"}, {"code": "BE", "name": "Belgium"}]),
        Told("GET", "/healthz", {"status": "UP", "db": "UP"}),
    )  # fmt: skip


def _members() -> tuple[Told, ...]:
    a, b, c, d = (member(n) for n in range(500, 504))
    return (
        Told("POST", "/v1/eligibility", {"active": True, "coverage": {"from": "2026-01-01", "to": "2026-12-31"}, "payer": {"name": "Prévoyance Iroise", "id": "29300221"}}, {"memberId": a.member, "dateOfBirth": a.born}, has="COVERAGE_PERIOD INSURER"),
        Told("POST", "/v1/eligibility", {"active": True, "coverage": {"from": "2026-01-01", "to": "2026-12-31"}, "subscriber": {"firstName": b.first, "lastName": b.last, "socialSecurityNumber": b.nir, "address": {"line1": b.way, "postalCode": b.zip, "city": b.town}, "bankAccount": {"iban": b.iban}}}, {"memberId": b.member, "dateOfBirth": b.born},
             has="COVERAGE_PERIOD PERSON NIR ADDRESS POSTCODE CITY IBAN", over="NIR ADDRESS POSTCODE CITY IBAN", flags="weak_key"),
        Told("GET", f"/v1/members/lookup?email={c.email.replace('@', '%40')}", {"memberNumber": c.member, "ssn": c.nir, "birthDate": c.born}, has="MEMBER_NUMBER NIR BIRTH_DATE", over="MEMBER_NUMBER NIR BIRTH_DATE", open="EMAIL_ADDRESS", flags="identifier_in_url weak_key"),
        Told("POST", "/v1/eligibility/notes", {"notes": [{"at": "2026-03-02T10:11:00Z", "text": f"Mme {d.last} a rappelé, son numéro de sécu est le {d.nir[0]} {d.nir[1:3]} {d.nir[3:5]} {d.nir[5:7]} {d.nir[7:10]} {d.nir[10:13]} {d.nir[13:]}"}]}, {"memberId": d.member}, has="NIR", over="NIR", open="FREE_TEXT PERSON"),
    )  # fmt: skip


def _providers() -> tuple[Told, ...]:
    book = [office(n) for n in range(40, 46)]
    csv = "\n".join(
        [
            "legal_name,last_name,login,siret,iban",
            *(f'"{k.firm}",{k.last},{k.login},{k.siret},{k.iban}' for k in book),
        ]
    )
    o = office(50)
    rib = {
        "bank_code": o.iban[4:9],
        "branch_code": o.iban[9:14],
        "account_number": o.iban[14:25],
        "rib_key": o.iban[25:],
    }
    return (
        Told("GET", "/v1/providers?specialty=dentist", {"items": [{"name": f"Dr {k.first} {k.last}", "rpps": k.rpps, "address": k.way, "city": k.town, "zip": k.zip} for k in book], "next": None}, has="PERSON RPPS ADDRESS CITY POSTCODE"),
        Told("GET", "/v1/providers/export.csv", csv, has="COMPANY PERSON LOGIN SIRET IBAN", over="LOGIN IBAN", open="SIRET", flags="export", mime="text/csv; charset=utf-8"),
        Told("GET", "/v1/providers/kx81/details", {"display_name": o.firm, "city": o.town, "settlement": rib}, has="COMPANY CITY RIB", over="RIB"),
        Told("GET", "/v1/payments?from=2026-02-01", {"data": [{"id": "pay_81", "amount": 88.4, "currency": "EUR", "paid_at": "2026-02-12"}]}, has="AMOUNT"),
        Told("GET", "/v1/claims/84721", {"claim": {"id": 84721, "patient_name": f"{member(520).first} {member(520).last}", "paid_amount": 61.0, "date": "2026-02-03"}}, has="PERSON AMOUNT", flags="enumerable_id"),
        Told("GET", "/v1/stats/monthly", {"claims": 311, "accepted": 300, "total_amount": 18231.2}, open="AMOUNT"),
    )  # fmt: skip


def _wide() -> tuple[Told, ...]:
    crowd = [member(n) for n in range(600, 720)]
    keyed = {k.nir: {"firstName": k.first, "lastName": k.last} for k in crowd[:8]}
    lines = "\n".join(
        json.dumps(
            {
                "member": {
                    "given_name": k.first,
                    "family_name": k.last,
                    "dob": k.born,
                    "mobile": k.mobile,
                }
            }
        )
        for k in crowd[20:32]
    )
    return (
        Told("GET", "/v1/patients?page_size=1000", {"count": 120, "results": [{"first_name": k.first, "last_name": k.last, "birthday": k.born, "phone": k.mobile} for k in crowd]}, has="PERSON BIRTH_DATE PHONE_NUMBER", over="PERSON BIRTH_DATE PHONE_NUMBER", flags="list bulk no_pagination_cap"),
        Told("GET", "/v1/patients/index", keyed, has="NIR PERSON", over="NIR PERSON", flags="list"),
        Told("GET", "/v1/patients/stream", lines, has="PERSON BIRTH_DATE PHONE_NUMBER", over="PERSON BIRTH_DATE PHONE_NUMBER", flags="list", mime="application/x-ndjson"),
    )  # fmt: skip


def _leaks() -> tuple[Told, ...]:
    a, b = member(530), member(531)
    return (
        Told("POST", "/v1/eligibility", {"active": False, "_debug": {"sql": f"SELECT id FROM member WHERE nir = '{a.nir}'", "durationMs": 12}}, {"memberId": a.member, "dateOfBirth": a.born}, has="NIR", over="NIR", flags="debug"),
        Told("GET", "/v1/settings", {"locale": "fr-FR", "smtp": {"host": "mail.coverhub.example", "password": "gR8-tulipe-Zk"}, "stripe": {"secretKey": "sk_live_4eC39HqLyjWDarjtT1zdp7dc"}}, has="SECRET", over="SECRET", flags="secret"),
        Told("GET", "/v1/files?api_key=9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c", {"files": []}, flags="secret_in_url", open="SECRET"),
        Told("POST", "/v1/eligibility/split", {"identity": {"nir13": b.nir[:13], "nirKey": b.nir[13:]}, "coverage": {"from": "2026-01-01", "to": "2026-12-31"}}, {"memberId": b.member, "dateOfBirth": b.born}, has="NIR COVERAGE_PERIOD", over="NIR", flags="weak_key"),
    )  # fmt: skip


def _rest() -> tuple[Told, ...]:
    return (
        Told(
            "GET",
            "/v1/notifications",
            {
                "items": [
                    {"id": 1, "text": "Your payment of 123.45 EUR has been issued.", "read": False}
                ]
            },
            open="AMOUNT",
        ),
        Told(
            "GET",
            "/v1/help/articles/iban",
            {
                "title": "Where do I find my IBAN?",
                "body": "It looks like FR76 3000 6000 0112 3456 7890 189 on your bank statement.",
            },
        ),
        Told("GET", "/v1/messages?unread=true", {"items": [], "total": 0}),
        Told(
            "GET",
            "/static/logo.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><path d='M1 1h8v8z'/></svg>",
            mime="image/svg+xml",
            heads={"Cache-Control": "public, max-age=86400"},
        ),
        Told("GET", "/v1/openings", [{"weekday": "Mon", "from": "08:30", "to": "12:00"}]),
    )
