"""Tables of accounts, and statistical tables: facts of a container that rules on rights read."""

from datetime import date

from auditor.exposure.rooms import Room
from auditor.facts import FactValue
from auditor.model.vocabulary import Category
from auditor.naming.split import words_of

_FACTOR = frozenset(
    {"mfa", "totp", "otp", "2fa", "tfa", "twofactor", "second", "factor", "facteur", "webauthn"}
    | {"fido", "fido2", "passkey", "authenticator", "psc", "prosanteconnect", "double"}
)
_LAST = frozenset({"derniere", "dernier", "last", "der", "dern"})
_LOGIN = frozenset({"connexion", "connection", "login", "logon", "seen", "acces", "signin", "cnx"})
_QUASI = (Category.BIRTH_DATE, Category.SEX, Category.POSTCODE)
_DIRECT = frozenset({Category.NIR, Category.PERSON, Category.EMAIL_ADDRESS, Category.PHONE_NUMBER})
_SMALL = 5


def account_facts(room: Room, today: date | None) -> dict[str, FactValue]:
    """Accounts of a table, with what tells that they are old, shared, or open by password alone."""
    if not holds_accounts(room):
        return {
            "accounts": 0,
            "second_factor": True,
            "dormant_accounts": 0,
            "shared_accounts": 0,
        }
    return {
        "accounts": room.profile.rows if room.profile else None,
        "second_factor": any(_is_factor(column.name) for column in room.container.columns),
        "dormant_accounts": _dormant(room, today),
        "shared_accounts": _shared(room),
    }


def holds_accounts(room: Room) -> bool:
    """Whether a row is an account: a login with its secret, and no person who is insured."""
    found = {verdict.category for _, verdict in room.verdicts}
    if Category.SECRET not in found or not found & {Category.LOGIN, Category.EMAIL_ADDRESS}:
        return False
    whole = any(_is_password(judgement.ref.column) for judgement, _ in room.verdicts)
    return whole and room.container.kind.value == "table" and Category.NIR not in found


def small_groups(room: Room) -> bool | None:
    """Whether fewer than five persons share a combination of birth date, sex and postcode.

    More combinations than a fifth of the rows prove it, and each column alone gives that many at
    least; with fewer, only a count of the combinations could tell.
    """
    columns = {
        verdict.category: judgement.ref.column
        for judgement, verdict in room.verdicts
        if verdict.category in _QUASI and not judgement.ref.path
    }
    held = {verdict.category for _, verdict in room.verdicts}
    if len(columns) < len(_QUASI) or held & _DIRECT:
        return False
    profiles = [room.profiled(column) for column in columns.values()]
    rows = room.profile.rows if room.profile else 0
    if any(profile is None for profile in profiles) or not rows:
        return None
    combinations = max(profile.distinct.value for profile in profiles if profile)
    return True if combinations * _SMALL > rows else None


def _is_factor(name: str) -> bool:
    return bool(_FACTOR & {*words_of(name), name.lower().replace("_", "")})


def _is_password(name: str) -> bool:
    words = {*words_of(name)}
    return bool(words & {"password", "passwd", "pwd", "mdp", "passe", "pass", "hash", "motdepasse"})


def _dormant(room: Room, today: date | None) -> int | None:
    """Accounts whose last login is certainly more than a year old."""
    if today is None or room.profile is None:
        return None
    for column in room.container.columns:
        words = {*words_of(column.name)}
        if words & _LAST and words & _LOGIN:
            profile = room.profiled(column.name)
            if profile is None:
                return None
            return sum(n for year, n in profile.years.items() if 1 < year < today.year - 1)
    return 0


def _shared(room: Room) -> int | None:
    """Accounts beyond the first that are kept under one e-mail address."""
    for judgement, verdict in room.verdicts:
        if verdict.category is Category.EMAIL_ADDRESS and not judgement.ref.path:
            profile = room.profiled(judgement.ref.column)
            if profile is None or not profile.distinct.exact:
                return None
            return max(0, profile.filled - profile.distinct.value)
    return 0 if room.profile else None
