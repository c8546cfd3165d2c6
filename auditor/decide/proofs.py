"""What the pass proved between the columns of one row, and what follows for each of them."""

from auditor.decide.case import Case, Cases, View, case_of
from auditor.model.profiles import PairProfile
from auditor.model.vocabulary import Category

_ENOUGH = 10
_AGREED = 0.8
_NEARLY = 0.95
_MANY = 50
"""Rows on which two codes that have nothing to do with each other agree half the time."""
_BEYOND_CHANCE = 0.3
RIB_PARTS = ("bank_code", "branch_code", "account_number", "key")
_WHOLE_YEAR = 0.5
_BOTH_SEXES = 0.02


def weigh_pairs(views: dict[str, View], docket: dict[str, Cases]) -> None:
    """Adds what pair proofs say to the cases of the columns that they join."""
    whole = next(iter(views.values())).whole if views else None
    for pair in whole.pairs if whole else ():
        if pair.compared < _ENOUGH or not set(pair.columns) <= set(views):
            continue
        _WEIGHERS.get(pair.kind, _nothing)(pair, views, docket)


def weigh_keyless(view: View, cases: Cases) -> None:
    """Thirteen digits without a key: never a NIR by value alone (epoch milliseconds look alike).

    Months 01 to 12, both sexes and a name or a proof from another column must agree.
    """
    hits = view.hits("nir13")
    if hits is None or view.share(hits.valid) < _WHOLE_YEAR or Category.NIR not in cases:
        return
    case = cases[Category.NIR]
    if case.variant == "key":
        return
    months = hits.facets.get("month_01_12")
    if months is not None and hits.valid:
        share = months / hits.valid
        epochs = hits.facets.get("epoch_like", 0) / hits.valid
        weight = 1.5 if share >= _AGREED else -3.0 if share < _WHOLE_YEAR else 0.0
        weight -= 2.0 if epochs >= _AGREED and share < _AGREED else 0.0
        case.value("months_of_year", weight, share=round(share, 3), rows=hits.valid)
    sexes = min(hits.facets.get("sex_1", 0), hits.facets.get("sex_2", 0))
    if sexes >= _BOTH_SEXES * hits.valid > 0:
        case.value("both_sexes", 0.5, rows=hits.valid)
    case.rows = max(case.rows or 0, hits.valid)


def _rate(pair: PairProfile) -> float:
    return pair.agreed / pair.compared


def _prove(
    pair: PairProfile,
    name: str,
    category: Category,
    weight: float,
    views: dict[str, View],
    docket: dict[str, Cases],
) -> Case:
    case = case_of(docket[name], category, views[name])
    other = next((column for column in pair.columns if column != name), "")
    case.value(f"pair_{pair.kind}", weight, other=other, agreed=pair.agreed, compared=pair.compared)
    if case.rows is None:
        case.rows = views[name].filled
    return case


def _birth_date(pair: PairProfile, views: dict[str, View], docket: dict[str, Cases]) -> None:
    number, date = pair.columns
    if _rate(pair) >= _AGREED and _varied(views[number]):
        _prove(pair, number, Category.NIR, 6.0, views, docket)
        _prove(pair, date, Category.BIRTH_DATE, 6.0, views, docket)


def _nir_key(pair: PairProfile, views: dict[str, View], docket: dict[str, Cases]) -> None:
    number, key = pair.columns
    if _rate(pair) >= _BEYOND_CHANCE and _varied(views[number]):
        _prove(pair, number, Category.NIR, 8.0, views, docket)
        _prove(pair, key, Category.NIR, 6.0, views, docket).variant = "key"


def _sex(pair: PairProfile, views: dict[str, View], docket: dict[str, Cases]) -> None:
    number, sex = pair.columns
    if _rate(pair) >= _AGREED and Category.NIR in docket[number]:
        _prove(pair, number, Category.NIR, 1.0, views, docket)
        certain = _rate(pair) >= _NEARLY and pair.compared >= _MANY
        _prove(pair, sex, Category.SEX, 5.0 if certain else 2.0, views, docket)


def _rib_split(pair: PairProfile, views: dict[str, View], docket: dict[str, Cases]) -> None:
    if _rate(pair) < _BEYOND_CHANCE or len(pair.columns) != len(RIB_PARTS):
        return
    for name, part in zip(pair.columns, RIB_PARTS, strict=True):
        _prove(pair, name, Category.RIB, 8.0, views, docket).variant = part


def _same_account(pair: PairProfile, views: dict[str, View], docket: dict[str, Cases]) -> None:
    if _rate(pair) < _AGREED:
        return
    iban, *parts = pair.columns
    _prove(pair, iban, Category.IBAN, 4.0, views, docket)
    for name in parts:
        _prove(pair, name, Category.RIB, 4.0, views, docket)


def _same_company(pair: PairProfile, views: dict[str, View], docket: dict[str, Cases]) -> None:
    if _rate(pair) < _AGREED:
        return
    siret, siren = pair.columns
    _prove(pair, siret, Category.SIRET, 4.0, views, docket)
    _prove(pair, siren, Category.SIREN, 4.0, views, docket)


def _nothing(pair: PairProfile, views: dict[str, View], docket: dict[str, Cases]) -> None:
    """A kind of proof that this version does not know."""


def _varied(view: View) -> bool:
    """A handful of repeated rows would agree by construction."""
    return view.distinct >= min(_ENOUGH, view.filled)


_WEIGHERS = {
    "nir_birth_date": _birth_date,
    "nir_key": _nir_key,
    "nir_sex": _sex,
    "rib_split": _rib_split,
    "iban_rib": _same_account,
    "siret_siren": _same_company,
}
