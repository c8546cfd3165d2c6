"""What only the course of a capture shows: quotas, second factors, oracles, uneven masking."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from auditor.exposure.portal.flags import insured_persons, persons
from auditor.exposure.portal.showing import Showing, Shown
from auditor.exposure.portal.values import plain
from auditor.model.flags import Flag
from auditor.model.visits import REQUEST
from auditor.model.vocabulary import Category, Form, Origin, Scope, Subject
from auditor.naming.split import words_of

LOOKUPS = 10
"""Lookups of one account from which the absence of any limit shows (product threshold)."""
_LIMITED = ("ratelimit", "retryafter", "quota", "throttl")
_TOO_MANY, _NO_CONTENT, _FAILED, _BROKEN = 429, 204, 400, 500
_LINE = 300
"""Characters from which a text is no message."""
_UNKNOWN = re.compile(
    r"(?i)inconnu|introuvable|non trouv|not[ _-]?found|unknown|n'existe pas|does not exist"
    r"|aucune? (?:assur|b[eé]n[eé]fici|r[eé]sultat|adh[eé]rent|patient|dossier)"
    r"|no (?:such|match|result|patient|member)"
)
_LOGIN = frozenset(
    {
        "login",
        "signin",
        "connexion",
        "authentification",
        "authenticate",
        "auth",
        "token",
        "authentication",
        "logon",
        "seconnecter",
        "identification",
        "sessions",
        "oauth",
    }
)
_SECOND = frozenset(
    {
        "otp",
        "mfa",
        "totp",
        "2fa",
        "twofactor",
        "secondfactor",
        "sms",
        "verify",
        "challenge",
        "webauthn",
        "fido",
        "doublefacteur",
        "codeverification",
        "codeotp",
        "verification",
        "psc",
        "prosanteconnect",
        "cps",
        "ecps",
        "passkey",
        "authenticator",
        "pin",
    }
)
_PASSWORDS = ("password", "passwd", "motdepasse", "mdp", "pwd", "pass")
_STARTED = ("token", "session", "sid", "auth", "jwt")
_MASKED = frozenset({Form.MASKED, Form.TRUNCATED})
_COVERED = frozenset({Subject.INSURED, Subject.DEPENDANT})
Found = Iterator[tuple[int, Flag]]


def flags(showings: Sequence[Showing]) -> dict[int, set[Flag]]:
    """Flags by position in the capture."""
    found: dict[int, set[Flag]] = defaultdict(set)
    for look in (_oracles, _quotas, _factors, _uneven):
        for place, flag in look(showings):
            found[place].add(flag)
    return found


def _oracles(showings: Sequence[Showing]) -> Found:
    """Lookups of one endpoint of which some say that nobody is known by that key."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(showings):
        if not one.visit.endpoint.third_party:
            groups[one.visit.endpoint.name].append(place)
    for places in groups.values():
        known = [p for p in places if insured_persons(showings[p]) or _succeeds(showings[p])]
        unknown = [p for p in places if _says_unknown(showings[p])]
        keyed = [p for p in unknown if _has_key(showings[p])]
        if known and keyed and set(known) - set(keyed):
            yield from ((place, Flag.ORACLE) for place in keyed)
    yield from _login_oracles(showings)


def _login_oracles(showings: Sequence[Showing]) -> Found:
    """A login that tells an unknown user from a wrong password."""
    for place, one in enumerate(showings):
        if not _is_login(one) or one.visit.exchange.status in range(200, 300):
            continue
        said = " ".join(
            leaf.text for leaf in one.visit.exchange.response.leaves if leaf.part == "body"
        )
        if _UNKNOWN.search(said) and not re.search(r"(?i)\bou\b|\bor\b", said):
            yield place, Flag.ORACLE


def _says_unknown(one: Showing) -> bool:
    exchange = one.visit.exchange
    if exchange.status in {404, 410} or (exchange.status == _NO_CONTENT and one.answer.keyed):
        return True
    if one.answer.persons or exchange.status >= _BROKEN:
        return False
    return any(
        _UNKNOWN.search(leaf.text)
        for leaf in exchange.response.leaves
        if leaf.part == "body" and len(leaf.text) < _LINE
    )


def _has_key(one: Showing) -> bool:
    told = bool(one.visit.endpoint.keys) or bool(one.visit.seen(REQUEST)) or one.answer.keyed
    return told or _recovers(one)


def _succeeds(one: Showing) -> bool:
    if one.visit.exchange.status not in range(200, 204) or _says_unknown(one):
        return False
    return (bool(one.shown) and one.answer.keyed) or _recovers(one)


def _recovers(one: Showing) -> bool:
    """Whether it is a way back to an account, which should greet everybody alike (CWE-204)."""
    said = {*words_of(one.visit.endpoint.path), *words_of(one.visit.endpoint.operation)}
    return one.visit.exchange.method.upper() == "POST" and bool(said & _RECOVERY)


_RECOVERY = frozenset(
    {"oubli", "oublie", "forgot", "forgotten", "reset", "reinitialisation", "reinitialiser"}
    | {"recovery", "recover", "recuperation", "motdepasseoublie", "forgotpassword", "renvoi"}
)


def _quotas(showings: Sequence[Showing]) -> Found:
    """Accounts that looked many persons up without any answer that speaks of a limit."""
    lookups: dict[str, list[int]] = defaultdict(list)
    limited: set[str] = set()
    for place, one in enumerate(showings):
        account = one.visit.account
        exchange = one.visit.exchange
        names = {plain(name) for name, _ in exchange.response.headers}
        if exchange.status == _TOO_MANY or any(w in name for name in names for w in _LIMITED):
            limited.add(account)
        if persons(one) and not one.own and exchange.response.headers:
            lookups[account].append(place)
    for account, places in lookups.items():
        if account not in limited and len(places) >= LOOKUPS:
            yield max(places, key=lambda p: (persons(showings[p]), -p)), Flag.NO_QUOTA


def _factors(showings: Sequence[Showing]) -> Found:
    """Logins by password that open a session, in captures without any second step."""
    stepped = {_session(one) for one in showings if _is_second(one)}
    for place, one in enumerate(showings):
        if _session(one) in stepped:
            continue
        if _is_login(one) and _has_password(one) and _opens(one):
            yield place, Flag.NO_SECOND_FACTOR


def _session(one: Showing) -> tuple[str, str]:
    """Whose login it is, in which capture: another's second step protects nobody else."""
    return one.visit.exchange.file, one.visit.account


def login_seen(showings: Iterable[Showing]) -> bool:
    """Whether a login by password stands in the capture."""
    return any(_is_login(one) and _has_password(one) for one in showings)


def _is_login(one: Showing) -> bool:
    exchange = one.visit.exchange
    said = {*words_of(one.visit.endpoint.path), *words_of(one.visit.endpoint.operation)}
    return exchange.method.upper() == "POST" and (bool(said & _LOGIN) or _has_password(one))


def _has_password(one: Showing) -> bool:
    return any(
        leaf.path and plain(leaf.path[-1]) in _PASSWORDS and leaf.part in {"form", "body"}
        for leaf in one.visit.exchange.request.leaves
    )


def _is_second(one: Showing) -> bool:
    exchange = one.visit.exchange
    said = {*words_of(one.visit.endpoint.path), *words_of(one.visit.endpoint.operation)}
    said |= {plain(part) for part in one.visit.endpoint.path.split("/")}
    if said & (_SECOND - {"verify", "verification", "challenge", "sms", "pin"}):
        return True
    names = {
        plain(leaf.path[-1])
        for leaf in exchange.request.leaves
        if leaf.path and leaf.part in {"form", "body"}
    }
    names |= {
        plain(leaf.path[-1])
        for leaf in exchange.response.leaves
        if leaf.path and leaf.part == "body"
    }
    return bool(names & (_SECOND - {"verify", "challenge", "psc", "cps"})) or any(
        "mfa" in name or "otp" in name or "2fa" in name for name in names
    )


def _opens(one: Showing) -> bool:
    """Whether an answer begins a session: a token, a cookie, a redirection elsewhere."""
    exchange = one.visit.exchange
    if exchange.status >= _FAILED:
        return False
    cookies = [value for name, value in exchange.response.headers if name == "set-cookie"]
    if any(word in plain(cookie.partition("=")[0]) for cookie in cookies for word in _STARTED):
        return True
    if exchange.status in range(300, 400):
        where = dict(exchange.response.headers).get("location", "")
        return bool(where) and not set(words_of(where)) & {"login", "error", "connexion", "erreur"}
    return any(
        leaf.path
        and leaf.part in {"body", "cookie"}
        and any(w in plain(leaf.path[-1]) for w in _STARTED)
        for leaf in exchange.response.leaves
    )


def _uneven(showings: Sequence[Showing]) -> Found:
    """Categories masked by one endpoint and shown in clear by another, of the same subject."""
    masked: dict[tuple[str, Category, bool], set[str]] = defaultdict(set)
    for one in showings:
        for shown in one.shown:
            if shown.form in _MASKED and _of_others(shown):
                masked[_kind(one, shown)].add(one.visit.endpoint.name)
    for place, one in enumerate(showings):
        for shown in one.shown:
            homes = masked.get(_kind(one, shown), set())
            if shown.form is Form.CLEAR and homes and _of_others(shown):
                yield place, Flag.INCONSISTENT_MASKING
                break


def _of_others(shown: Shown) -> bool:
    """Whether a value is neither the account's own nor what it sent."""
    kept = shown.scope is Scope.OWN or shown.origin is Origin.ECHOED
    return shown.category in _MASKABLE and not kept


_MASKABLE = frozenset(
    {Category.NIR, Category.IBAN, Category.RIB, Category.PHONE_NUMBER, Category.EMAIL_ADDRESS}
    | {
        Category.PAYMENT_CARD,
        Category.MEMBER_NUMBER,
        Category.CONTRACT_NUMBER,
        Category.CARD_NUMBER,
    }
    | {Category.BIRTH_DATE}
)
_ACCOUNTS = frozenset({Category.IBAN, Category.RIB})


def _kind(one: Showing, shown: Shown) -> tuple[str, Category, bool]:
    """An IBAN and its RIB are one; insured persons' data are not practitioners'.

    Another portal's masks say nothing of this one.
    """
    category = Category.IBAN if shown.category in _ACCOUNTS else shown.category
    host = one.visit.exchange.host.rpartition("@")[2].partition(":")[0]
    return host, category, shown.subject in _COVERED
