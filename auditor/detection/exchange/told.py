"""One exchange held against what its addresses hold: which of its values are personal data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from auditor.detection.exchange.adapt import are_names
from auditor.detection.exchange.addresses import address
from auditor.detection.exchange.beside import beside
from auditor.identifiers import REGISTRY
from auditor.identifiers.base import normalise
from auditor.identifiers.documented import DOCUMENTED
from auditor.model.exchanges import Leaf
from auditor.model.refs import FieldRef
from auditor.model.verdicts import Judgement, Verdict
from auditor.model.visits import Sighting
from auditor.model.vocabulary import Category, Evidence, Form, Mode, Subject
from auditor.naming.split import ideas_of

_MASK = re.compile(
    r"[*•●∗█▪＊]{2,}|\.{4,}|…|(?<![A-Za-z])[Xx#_?]{3,}(?![A-Za-z])|(?<=[0-9])[Xx]{2,}"
)
_NOTHING = re.compile(
    r"(?i)\s*(?:[-–—.?/]*|n/?a|null|none|nil|néant|neant|inconnue?|unknown|non renseignée?|sans"
    r"|vide|aucune?|undefined|0{4}-00-00|not available|à compléter)\s*"
)
_WIDTHS = {
    Category.NIR: 13,
    Category.IBAN: 15,
    Category.RIB: 21,
    Category.SIRET: 14,
    Category.PAYMENT_CARD: 13,
}
"""Characters under which a value of the category was cut."""
_PARTS = frozenset({"key", "bank_code", "branch_code", "account_number"})
_DIGITS = frozenset(
    {
        Category.NIR,
        Category.IBAN,
        Category.RIB,
        Category.SIRET,
        Category.SIREN,
        Category.PHONE_NUMBER,
    }
    | {Category.BIRTH_DATE, Category.MEMBER_NUMBER, Category.CONTRACT_NUMBER, Category.CARD_NUMBER}
    | {Category.POSTCODE, Category.RPPS, Category.ADELI, Category.FINESS, Category.COVERAGE_PERIOD}
    | {Category.DEATH_DATE, Category.PAYMENT_CARD, Category.AMOUNT}
)
"""Categories of which no value is without a digit."""
_CAPTIONS = frozenset({"nom", "prenom", "numero", "libelle", "date", "adresse", "code"})
"""Ideas with which captions begin, and no name of a person."""
_FIRM = re.compile(
    r"(?i)\s*(?:grande? )?(?:pharmacie|cabinet|optique|opticiens?|clinique|centre|laboratoire"
    r"|audition|selarl|sarl|sas|eurl|sci|scp|mutuelle|h[oô]pital|chu|maison|groupe|soci[eé]t[eé]"
    r"|association|ehpad|institut)\b"
)
"""Words with which the names of firms begin."""
_NOBODY = re.compile(
    r"\s*(?:[LlNnVv](?:[ae]s?|otre) [a-zà-ÿ]|[Ll]['’][a-zà-ÿ]|(?:[Ss]ervice|[EÉeé]quipe|SERVICE) "
    r"|[Ss]upport\b|[Ss]yst[eè]me?\b|[Aa]dmin\b)"
)
"""Beginnings of what signs for nobody."""
_ROLE = re.compile(
    r"(?i)(?:contact|assistance|support|infos?|no-?reply|ne-?pas-?repondre|dpo|rgpd|webmaster|aide"
    r"|service[\w.\-]*|hotline|accueil|communication|relation[\w.\-]*|help|postmaster|privacy)@"
)
"""Mailboxes of a function, which are nobody's."""
_OPERATOR = re.compile(
    r"(?i)(?:assistance|support|no-?reply|ne-?pas-?repondre|dpo|rgpd|webmaster|aide|hotline"
    r"|communication|relation[\w.\-]*|help|postmaster|privacy)@"
)
"""Those that only who runs a portal has; `contact@` is how a practice is written to."""
_INITIAL = re.compile(r"[A-Za-zÀ-ÿ]\.?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_TEXTS = frozenset({Category.FREE_TEXT, Category.PERSON, Category.ADDRESS, Category.HEALTH})


def sightings(
    leaves: Iterable[Leaf],
    side: str,
    source: str,
    endpoint: str,
    judgements: Mapping[FieldRef, Judgement],
) -> Iterator[Sighting]:
    """The values of one message that carry a category."""
    for leaf in leaves:
        if leaf.kind == "null" or not leaf.text.strip() or _NOTHING.fullmatch(leaf.text):
            continue
        where = address(leaf, side)
        ref = where.ref(source, endpoint)
        judgement = judgements.get(ref)
        held = tuple(_borne_out(leaf.text, judgement.verdicts)) if judgement else ()
        if leaf.place == "title":
            # A page is named after what it is for; whom it is about stands inside a sentence.
            held = tuple(v for v in held if not _names_the_page(leaf.text, v))
        held = held or tuple(_by_itself(leaf, judgement))
        held += tuple(beside(leaf, held))
        if held:
            yield Sighting(leaf, side, ref, where.spot, held)


def _names_the_page(text: str, verdict: Verdict) -> bool:
    whole = verdict.category is Category.PERSON and verdict.mode is Mode.IS
    return whole and not are_names((text,))


def _borne_out(text: str, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """The verdicts that this value bears out, each in the form of the value."""
    for verdict in verdicts:
        if verdict.mode is Mode.CONTAINS and not _holds(text, verdict.category):
            continue
        if not _possible(text, verdict):
            continue
        if verdict.category is Category.PERSON and _FIRM.match(text):
            yield replace(verdict, category=Category.COMPANY, subject=Subject.ORGANISATION)
            continue
        yield replace(verdict, form=form_of(text, verdict))


def _by_itself(leaf: Leaf, judgement: Judgement | None) -> Iterator[Verdict]:
    """What a value can only be, in a column that holds other things as well.

    `telecom[].value` holds telephones beside mailboxes; a row without headings holds anything.
    """
    if leaf.part not in {"body", "query", "form", "path"} or leaf.kind == "boolean":
        return
    considered = {c.category for c in judgement.considered} if judgement else set()
    for name in _TELLING:
        known = REGISTRY[name]
        if known.category in considered and name != "phone":
            continue
        match = next(iter(known.search(leaf.text.strip())), None)
        whole = match is not None and match.end - match.start == len(leaf.text.strip())
        if match is None or not whole or not match.valid or _documented(name, leaf.text):
            continue
        if name == "phone" and not _is_neutral(leaf):
            continue
        yield Verdict(known.category, Subject.UNKNOWN, Mode.IS, Evidence.VALUES, _BY_ITSELF)
        return


_TELLING = ("nir", "iban", "email", "phone")
_BY_ITSELF = 0.8
_NEUTRAL = frozenset({"value", "valeur", "data", "text", "contact", "contacts", "c", "telecom"})


def _is_neutral(leaf: Leaf) -> bool:
    """Whether the key says nothing, so that ten digits may be a telephone."""
    keys = [step for step in leaf.path if not step.startswith(("*", "@", "{"))]
    return not keys or keys[-1].lower().rstrip("0123456789") in _NEUTRAL


def _holds(text: str, category: Category) -> bool:
    if category in _TEXTS:
        return True
    for known in REGISTRY.values():
        if known.category is category and known.alone:
            for match in known.search(text):
                if match.valid and not _documented(known.name, text[match.start : match.end]):
                    return True
    return False


def _documented(name: str, hit: str) -> bool:
    """Whether a page gives the example that documentation gives."""
    value = normalise(hit)
    if name == "email":
        return _ROLE.match(hit) is not None
    return any(value.startswith(one) for one in DOCUMENTED.get(name, ()))


def _possible(text: str, verdict: Verdict) -> bool:
    """Whether a value can be what its name promises: a caption of the screen cannot."""
    if _MASK.search(text):
        return True
    if verdict.category in _DIGITS:
        return any(char.isdigit() for char in text)
    if verdict.category is Category.EMAIL_ADDRESS:
        return "@" in text and not _OPERATOR.match(text)
    if verdict.category is Category.PERSON:
        caption = set(ideas_of(text)[:1]) & _CAPTIONS or _NOBODY.match(text)
        return not caption and any(char.isalpha() for char in text)
    return True


def form_of(text: str, verdict: Verdict) -> Form:
    """The form in which a value is shown: what a portal shows of a test value it shows of all."""
    if verdict.form in {Form.HASHED, Form.TOKENISED, Form.ENCRYPTED}:
        return verdict.form
    bare = text.strip()
    if _MASK.search(bare):
        return Form.MASKED
    cut = verdict.mode is not Mode.CONTAINS and _is_cut(bare, verdict)
    return Form.TRUNCATED if cut else Form.CLEAR


def _is_cut(bare: str, verdict: Verdict) -> bool:
    """Whether only a part of the value is shown: its last digits, an initial, a year."""
    width = _WIDTHS.get(verdict.category)
    if width and verdict.variant not in _PARTS:
        return sum(char.isalnum() for char in bare) < width
    if verdict.category is Category.PERSON:
        return _INITIAL.fullmatch(bare) is not None
    return verdict.category is Category.BIRTH_DATE and _YEAR.fullmatch(bare) is not None
