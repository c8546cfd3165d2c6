"""Opens the cases that names suggest, and holds the values against them."""

from collections.abc import Callable

from auditor.decide.case import Case, Cases, View, case_of
from auditor.decide.score import name_weight
from auditor.identifiers import REGISTRY
from auditor.model.catalogue import Family
from auditor.model.vocabulary import Category, Form, Mode

_ENOUGH = 5
"""Cells from which their absence of shape means something."""
_CLOSED = 200
_PARTS = {"bank_code": 5, "branch_code": 5, "account_number": 11}
_FIRMS = 0.15
"""Share of cells with a word of a firm from which a column of names is a mixed one."""
_SOME_PERSONS = 0.2
_NO_NAME = 48
"""Characters that a name, with its civility, does not have."""
_DIGESTS = tuple(f"hex_{size}" for size in (32, 40, 56, 64, 96, 128))
_KINDS = {
    "hex_32": "md5_hex",
    "hex_40": "sha1_hex",
    "hex_56": "sha224_hex",
    "hex_64": "sha256_hex",
    "hex_96": "sha384_hex",
    "hex_128": "sha512_hex",
}
"""What hexadecimal digits of that length are most likely a digest of."""
ANY_DIGEST = "password_hash"
"""Variant of a digest of which only the name speaks."""
_LONG = 24
_CRYPT = 60
"""Characters of a bcrypt digest."""
_MANY = 0.9
_HALF = 0.5
_FEW = 0.1
_SECRETIVE = frozenset({Category.NIR, Category.IBAN, Category.RIB, Category.CARD_NUMBER})
_MASKABLE = frozenset(
    {Category.PHONE_NUMBER, Category.EMAIL_ADDRESS, Category.PERSON, Category.PAYMENT_CARD}
    | {Category.MEMBER_NUMBER, Category.CONTRACT_NUMBER, Category.ADDRESS, Category.LOGIN}
)
"""Categories that are shown with stars in place of some characters."""
_NOT_DATES = frozenset(
    {Category.RIB, Category.FREE_TEXT, Category.MEMBER_NUMBER, Category.CONTRACT_NUMBER}
    | {Category.CARD_NUMBER, Category.INTERNAL_REFERENCE, Category.LOGIN, Category.PERSON}
)
"""Categories of which no column is made of dates."""
_VARIED = frozenset(
    {Category.PERSON, Category.EMAIL_ADDRESS, Category.NIR, Category.CONTRACT_NUMBER}
    | {Category.MEMBER_NUMBER, Category.PHONE_NUMBER, Category.INTERNAL_REFERENCE}
    | {Category.IBAN, Category.ADDRESS, Category.LOGIN, Category.BIRTH_DATE, Category.FREE_TEXT}
)
"""Categories that differ from person to person."""


def open_named(view: View) -> Cases:
    """The cases that the column's names suggest, weighed against its values where read."""
    cases: Cases = {}
    for clue in view.names.clues:
        case = case_of(cases, clue.category, view)
        case.named, case.variant = True, clue.variant
        case.form = Form.CLEAR if _is_clear(view, clue.category) else clue.form
        data = dict(clue.reasons[0].data) if clue.reasons else {}
        code = clue.reasons[0].code if clue.reasons else "name_likely"
        case.add(code, name_weight(clue.strength), **data)
    if view.filled:
        _transform(view, cases)
        for case in cases.values():
            _confront(view, case)
    elif view.profile.rows:
        for case in cases.values():
            case.rows = 0
            case.add("empty_column", 0.0, rows=view.profile.rows)
    return cases


def _is_clear(view: View, category: Category) -> bool:
    """Whether the values themselves are of that category, whatever form the name promises."""
    known = (h for name, h in view.profile.hits.items() if REGISTRY[name].category is category)
    return any(view.share(hits.valid) >= _HALF for hits in known)


def _transform(view: View, cases: Cases) -> None:
    """A secret number that is kept as digest, token or cipher text is another thing, or form."""
    hashed = view.facet_share(*_DIGESTS) >= _MANY
    token = view.facet_share("uuid") >= _MANY
    if view.facet_share("masked") >= _MANY:
        for category in _MASKABLE & set(cases):
            cases[category].form = Form.MASKED
    if any(category in cases for category in _SECRETIVE) and _is_token(view, cases):
        cases[Category.SECRET].add("kept_as_token", -8.0)
    _nickname(view, cases, "kept_as_digest" if hashed else "kept_as_token" if token else "")
    for category in _SECRETIVE & set(cases):
        case = cases[category]
        if case.variant == "key" or case.variant in _PARTS:
            continue  # two or five digits are no secret that somebody would hash
        if view.facet_share("masked") >= _MANY:
            case.form = Form.MASKED
        elif (hashed or token) and view.column.family is not Family.BINARY:
            case.add("kept_as_digest" if hashed else "kept_as_token", -8.0)
            other = case_of(cases, Category.PSEUDONYM, view)
            other.named, other.form = True, Form.HASHED if hashed else Form.TOKENISED
            other.value("kept_as_digest" if hashed else "kept_as_token", 8.0, rows=view.filled)
        elif Category.SECRET in cases and _is_token(view, cases):
            case.form = Form.TOKENISED
        elif view.column.family is Family.BINARY or _ciphered(view):
            case.form = Form.ENCRYPTED


def _nickname(view: View, cases: Cases, code: str) -> None:
    """`pseudo` is French short for a nickname and a pseudonym: a digest is nobody's nickname."""
    person = cases.get(Category.PERSON)
    if code and person and "pseudo" in view.column.name.lower().split("_"):
        person.add(code, -8.0)
        other = case_of(cases, Category.PSEUDONYM, view)
        other.named = True
        other.value(code, 8.0, rows=view.filled)


def _is_token(view: View, cases: Cases) -> bool:
    """Whether a token stands for the number that the name speaks of: it opens no session."""
    secret = cases.get(Category.SECRET)
    return secret is not None and secret.variant == "token" and _ciphered(view)


def _ciphered(view: View) -> bool:
    long = sum(rows for length, rows in view.profile.lengths.items() if length >= _LONG)
    clear = sum(hits.valid + hits.wrong_key + hits.inside for hits in view.profile.hits.values())
    dense = view.class_share("digits_and_letters", "hex", "other") >= _MANY
    return dense and view.share(long) >= _MANY and view.share(clear) < _FEW


def _confront(view: View, case: Case) -> None:
    if case.category is Category.SECRET:
        _digest_kind(view, case)
    if case.form in {Form.ENCRYPTED, Form.HASHED, Form.TOKENISED, Form.MASKED}:
        return
    _shape(view, case)
    if case.category in _NOT_DATES and _written_dates(view):
        case.add("are_dates", -5.0, rows=view.filled)
    fit = _FITS.get(case.category)
    if fit and view.filled >= _ENOUGH:
        fit(view, case)
    many = view.filled >= _CLOSED
    if many and view.distinct <= max(3, view.filled // 2000) and case.category in _VARIED:
        case.add("few_values", -4.0, distinct=view.distinct, rows=view.filled)


def _written_dates(view: View) -> bool:
    """Whether the cells are dates with signs or words in them, as no number is written."""
    dates = view.facet_share("date", "date_day_first", "date_words") >= _MANY
    return dates and view.class_share("other", "words") >= _MANY


def _shape(view: View, case: Case) -> None:
    """Whether any cell has the shape that the name promises."""
    if case.variant:
        return
    kernels = [
        name for name, known in REGISTRY.items() if known.category is case.category and known.sole
    ]
    looked = [hits for name in kernels if (hits := view.hits(name))]
    nested = view.column.family in {Family.DOCUMENT, Family.ARRAY}
    if nested or case.category is Category.BIRTH_DATE or view.filled < _ENOUGH:
        return
    if not kernels or not (looked or _too_short(view, kernels)):
        return
    found = (hits.valid + hits.wrong_key + hits.inside for hits in looked)
    shaped = view.share(max(found, default=0))
    if shaped < _FEW and case.category is Category.NIR and _short_digits(view):
        case.form = Form.TRUNCATED
        case.add("truncated", -1.0)
    elif shaped < _FEW:
        case.add("no_such_shape", -6.0, share=round(shaped, 3), rows=view.filled)
    elif shaped < _HALF:
        case.add("rare_shape", -1.0, share=round(shaped, 3), rows=view.filled)


def _too_short(view: View, kernels: list[str]) -> bool:
    """Whether the cells are so short that those identifiers were not even looked for."""
    least = min((width for name in kernels for width in REGISTRY[name].widths), default=0)
    return view.length_share(*range(least - 1)) >= _MANY


def _short_digits(view: View) -> bool:
    return view.class_share("digits") >= _MANY and view.length_share(*range(4, 8)) >= _MANY


def _fit_part(view: View, case: Case) -> None:
    """Parts of a RIB and the key of a NIR are as wide as they must be."""
    width = _PARTS.get(case.variant)
    if case.variant == "key":
        good = view.length_share(1, 2)
    elif width:
        good = view.length_share(*range(width - 4, width + 1))
    else:
        return
    if good < _HALF:
        case.add("no_such_shape", -5.0, share=round(good, 3), rows=view.filled)
    else:
        case.value("width_agrees", 0.5, share=round(good, 3))


def _fit_person(view: View, case: Case) -> None:
    people = view.word_share("first_name", "surname")
    things = view.word_share("product", "company", "place", "insurer", "month")
    email = view.hits("email")
    if view.class_share("digits") >= _HALF:
        case.add("digits_only", -6.0, share=round(view.class_share("digits"), 3))
    elif email and view.share(email.valid) >= _MANY:
        case.add("overruled_by", -6.0, category=Category.EMAIL_ADDRESS.value)
    elif _sentences(view) or _digits_in_nearly_all(view):
        case.add("no_such_shape", -5.0, share=round(people, 3), rows=view.filled)
    elif not view.profile.words:
        return
    elif people >= max(0.2, things):
        case.value("known_names", 2.0, share=round(people, 3), rows=view.filled)
        _beside_firms(view, case)
    elif view.word_share("company") >= _HALF and view.word_share("person") >= _SOME_PERSONS:
        _beside_firms(view, case)
        persons, firms = view.word_share("person"), view.word_share("company")
        case.value("persons_and_firms", 2.0, persons=round(persons, 3), firms=round(firms, 3))
    elif things >= 0.3 and things > 2 * people:  # noqa: PLR2004 - clearly more things
        case.add("known_things", -6.0, share=round(things, 3), rows=view.filled)
    elif people < 0.03 and view.filled >= 50:  # noqa: PLR2004 - of fifty names some are common
        case.add("unknown_names", -1.5, share=round(people, 3), rows=view.filled)


def _sentences(view: View) -> bool:
    """Whether most cells are longer than names: what they hold is the text stage's to say."""
    long = sum(rows for length, rows in view.profile.lengths.items() if length >= _NO_NAME)
    return view.filled >= _CLOSED and view.share(long) >= _HALF


def _digits_in_nearly_all(view: View) -> bool:
    """Whether the cells are codes or names of files: hardly one is made of letters alone."""
    letters = view.class_share("upper", "lower", "title", "mixed", "words")
    return letters == 0 and view.filled >= _CLOSED and not view.profile.words


def _beside_firms(view: View, case: Case) -> None:
    """Where firms stand among the names, the rows of persons are those without a word of a firm."""
    persons = view.profile.words.get("person", 0)
    if view.filled >= _CLOSED and view.word_share("company") >= _FIRMS and persons:
        case.mode, case.rows = Mode.CONTAINS, persons


def _fit_list(*lists: str) -> Callable[[View, Case], None]:
    def fit(view: View, case: Case) -> None:
        known = view.word_share(*lists)
        if known >= 0.3:  # noqa: PLR2004 - short lists know a part only
            case.value("known_words", 2.0, share=round(known, 3), rows=view.filled)

    return fit


def _fit_company(view: View, case: Case) -> None:
    if view.word_share("company", "insurer") >= 0.2:  # noqa: PLR2004 - legal forms are left out
        known = view.word_share("company", "insurer")
        case.value("known_words", 2.0, share=round(known, 3), rows=view.filled)
    elif view.word_share("product") >= _HALF:
        case.add("known_things", -5.0, share=round(view.word_share("product"), 3))


def _fit_codes(most: int) -> Callable[[View, Case], None]:
    def fit(view: View, case: Case) -> None:
        if view.distinct > most:
            case.add("too_many_values", -5.0, distinct=view.distinct, rows=view.filled)

    return fit


def _fit_postcode(view: View, case: Case) -> None:
    if view.length_share(4, 5) < _HALF:
        case.add("no_such_shape", -4.0, share=round(view.length_share(4, 5), 3))


def _fit_text(view: View, case: Case) -> None:
    long = sum(rows for length, rows in view.profile.lengths.items() if length >= _LONG)
    if view.filled >= _CLOSED and view.distinct <= 20:  # noqa: PLR2004 - a closed vocabulary
        case.add("few_values", -4.0, distinct=view.distinct, rows=view.filled)
    elif view.class_share("digits", "hex") >= _MANY:
        case.add("digits_only", -5.0, share=round(view.class_share("digits", "hex"), 3))
    elif view.share(long) >= _HALF:
        case.value("long_text", 1.0, share=round(view.share(long), 3), rows=view.filled)


def _fit_address(view: View, case: Case) -> None:
    """Addresses have words; a machine's address has digits and signs only."""
    coded = view.class_share("digits_and_letters", "hex", "other") >= 0.8  # noqa: PLR2004 - most
    short = view.length_share(*range(_ENOUGH))
    if coded and short < _HALF and view.word_share("place", "surname") < _FEW:
        case.add("no_such_shape", -4.0, share=round(view.class_share("words"), 3))


def _digest_kind(view: View, case: Case) -> None:
    """Which kind of digest a password is most likely kept as, by its length."""
    if case.variant not in {"", ANY_DIGEST}:
        return
    kind = next((kind for facet, kind in _KINDS.items() if view.facet_share(facet) >= _MANY), "")
    if kind or view.length_share(_CRYPT) >= _MANY:
        case.form, case.variant = Form.HASHED, kind or ANY_DIGEST


_FITS: dict[Category, Callable[[View, Case], None]] = {
    Category.PERSON: _fit_person,
    Category.COMPANY: _fit_company,
    Category.RIB: _fit_part,
    Category.NIR: _fit_part,
    Category.CITY: _fit_list("place"),
    Category.BIRTH_PLACE: _fit_list("place"),
    Category.INSURER: _fit_list("insurer", "company"),
    Category.SEX: _fit_codes(12),
    Category.FAMILY_LINK: _fit_codes(100),
    Category.SOCIAL_STATUS: _fit_codes(100),
    Category.EXEMPTION: _fit_codes(500),
    Category.POSTCODE: _fit_postcode,
    Category.FREE_TEXT: _fit_text,
    Category.ADDRESS: _fit_address,
}
