"""Judges every column of a container: what it is asserted to hold, and what was refused."""

from auditor.decide.case import Case, Cases, View
from auditor.decide.coded import weigh_joined, weigh_oids, weigh_shapes
from auditor.decide.comments import comments
from auditor.decide.distributions import weigh_words, weigh_years
from auditor.decide.named import open_named
from auditor.decide.proofs import weigh_keyless, weigh_pairs
from auditor.decide.score import confidence
from auditor.decide.settle import settle
from auditor.decide.valued import weigh_values
from auditor.model.catalogue import Column, Container
from auditor.model.naming import ContainerNames
from auditor.model.profiles import ColumnProfile, ContainerProfile
from auditor.model.refs import FieldRef
from auditor.model.verdicts import Alternative, Considered, Judgement, Reason, Verdict
from auditor.model.vocabulary import Category, Evidence, Mode, Personal
from auditor.taxonomy import CATEGORIES

_SPEAKS = 2.0
"""Weight from which a reason for a category is worth a line in an explanation."""
_WORTH_TELLING = 5
_SOME, _MOST_CELLS = 0.3, 0.5
_SHORT_TEXT = 64


def judge(
    container: Container, names: ContainerNames, profile: ContainerProfile | None
) -> tuple[Judgement, ...]:
    """One judgement a column, in column order; without a profile, or rows, from names alone."""
    views = {column.name: _view(column, names, profile) for column in container.columns}
    docket = {name: _cases(view) for name, view in views.items()}
    weigh_pairs(views, docket)
    for name, view in views.items():
        weigh_keyless(view, docket[name])
    weigh_joined(views, docket)
    weigh_oids(views, docket)
    alternatives = {name: settle(views[name], docket[name], docket) for name in views}
    return tuple(
        _judgement(container, views[name], docket[name], alternatives[name]) for name in views
    )


def _view(column: Column, names: ContainerNames, profile: ContainerProfile | None) -> View:
    found = profile.columns.get(column.name) if profile and profile.rows else None
    return View(column, names.of(column.name), names, found or ColumnProfile(column.name), profile)


def _cases(view: View) -> Cases:
    cases = open_named(view)
    if view.filled:
        weigh_values(view, cases)
        weigh_shapes(view, cases)
        weigh_words(view, cases)
        weigh_years(view, cases)
    return cases


def _judgement(
    container: Container,
    view: View,
    cases: Cases,
    alternatives: dict[Category, tuple[Alternative, ...]],
) -> Judgement:
    ref = FieldRef(container.ref.source, container.ref.container, view.column.name)
    ranked = sorted(cases.values(), key=lambda case: (-case.total, case.category))
    verdicts = [
        _verdict(view, case, alternatives.get(case.category, ()))
        for case in ranked
        if case.asserted and CATEGORIES[case.category].personal is not Personal.NO
    ]
    told = {verdict.category for verdict in verdicts}
    if view.profile.text and not any(_is_a_value(verdict) for verdict in verdicts):
        verdicts += [
            verdict
            for verdict in comments(view.profile.text, view.names.subject)
            if verdict.category not in told and not _named_after(view, verdict)
        ]
    refused = [
        Considered(case.category, case.confidence, _reasons(case))
        for case in ranked
        if not case.asserted and _weighed(case)
    ]
    return Judgement(ref, tuple(verdicts), (*refused[:_WORTH_TELLING], *_vetoed(view, cases)))


def _is_a_value(verdict: Verdict) -> bool:
    """Whether the column is made of something that is no comment, such as addresses."""
    return verdict.mode is Mode.IS and verdict.category is not Category.FREE_TEXT


def _named_after(view: View, verdict: Verdict) -> bool:
    """Whether the persons found in short cells are those whom streets and firms are named after."""
    if verdict.category is not Category.PERSON or (verdict.share or 0) >= _SOME:
        return False
    short = view.length_share(*range(_SHORT_TEXT)) >= 1 - _SOME / 2
    return short and view.word_share("company", "place", "product") >= _MOST_CELLS


def _weighed(case: Case) -> bool:
    """Whether something spoke for the category: a name, or more hits than one would shrug at."""
    spoke = any(r.weight >= _SPEAKS or r.code == "chance_hits" for r in case.reasons)
    return case.named or spoke


def _verdict(view: View, case: Case, alternatives: tuple[Alternative, ...]) -> Verdict:
    rows = view.filled if case.rows is None else case.rows
    read = view.profile.rows > 0
    return Verdict(
        category=case.category,
        subject=case.subject,
        mode=case.mode,
        evidence=_evidence(case),
        confidence=case.confidence,
        form=case.form,
        variant=case.variant,
        share=round(view.share(rows), 6) if view.filled else None,
        rows=rows if read else None,
        alternatives=alternatives,
        reasons=_reasons(case),
    )


def _evidence(case: Case) -> Evidence:
    if case.named and case.valued:
        return Evidence.BOTH
    return Evidence.VALUES if case.valued else Evidence.NAMES


def _reasons(case: Case) -> tuple[Reason, ...]:
    return tuple(sorted(case.reasons, key=lambda reason: (-abs(reason.weight), reason.code)))


def _vetoed(view: View, cases: Cases) -> list[Considered]:
    """What a name denies by itself, such as the e-mail address of `email_verifie`."""
    denied = []
    for veto in view.names.vetoes:
        named = dict(veto.data).get("category")
        if named is not None and Category(str(named)) not in cases:
            denied.append(Considered(Category(str(named)), confidence(veto.weight), (veto,)))
    return denied
