"""Reads a container's names: the categories that each column may hold, and what denies them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from auditor.model.catalogue import Column, Container, Family
from auditor.model.naming import ContainerNames, NameClue, NameEvidence
from auditor.model.verdicts import Reason
from auditor.model.vocabulary import Category, Form, Subject
from auditor.naming.constraints import constraint_of
from auditor.naming.context import (
    OBJECTS,
    ORGANISATION_IDEAS,
    PERSON_IDEAS,
    Context,
    context_of,
    parted,
    stripped,
    subject_of,
)
from auditor.naming.lexicon import Rule, rules
from auditor.naming.spellings import known_ideas
from auditor.naming.split import ideas_of, tokens_of
from auditor.naming.vetoes import type_veto, veto

_NEUTRAL = (
    PERSON_IDEAS
    | ORGANISATION_IDEAS
    | {"which", "qualifier", "numero", "libelle", "code", "nom", "contact", "externe", "interne"}
    | {
        "debut",
        "fin",
        "ligne",
        "complement",
        "first",
        "last",
        "middle",
        "full",
        "usage",
        "naissance",
    }
    | {
        "suivi",
        "courrier",
        "old",
        "familial",
        "family",
        "rang",
        "lieu",
        "texte",
        "annee",
        "cle",
        "assurance",
        "surnom",
        "attends",
        "origine",
    }
    | {"kg", "cm", "mm", "mmhg", "ml", "mg", "pct", "percent", "sys", "dia", "og", "min", "max"}
)
Tokens = tuple[tuple[str, str], ...]
_ALONE: dict[Tokens, Tokens] = {(("identifiant", "id"),): (("identifiant", "identifiant"),)}
"""A word that is an idea of its own where it stands alone."""
_DATA = frozenset({"commentaire", "texte", "format", "role", "reference"})
_FULL_NAME = 20
"""Characters that a column of full names is declared with at least."""
_SENTENCE = 255
_LONG_TYPES = ("text", "clob", "nclob", "ntext", "longtext", "mediumtext")
_NUMBERED = frozenset({"numero", "code", "reference"})
"""What is a number of somebody only with the word before it."""
_VAGUE = frozenset({"nom", "libelle", "adresse", "postal", "zipcode"})
"""Words that people and things have alike."""
_SURE = 0.9
_WEAK = 0.8
_OUT_OF_PLACE = 0.5
_COMMENT = 0.9
_HALF_SURE, _PLAIN = 0.5, 0.8
_PRACTITIONER_ONLY = frozenset({Category.RPPS, Category.ADELI, Category.FINESS})


def read(container: Container) -> ContainerNames:
    """What names, types, comments and neighbours say of each column, in column order."""
    context = context_of(container)
    columns = tuple(_column(column, container, context) for column in container.columns)
    return ContainerNames(context.subject, context.role, columns)


def _column(column: Column, container: Container, context: Context) -> NameEvidence:
    tokens = _unprefixed(column.name, context)
    ideas = tuple(idea for _, idea in tokens)
    clues, vetoes = _clues(column, tokens, context)
    if column.comment and not vetoes and not (clues and clues[0].strength >= _HALF_SURE):
        said, denied = _clues(column, tokens_of(column.comment), context, comment=True)
        # A vague name (`numero`, `code`) gives way to a comment that is plain.
        if not clues or (said and said[0].strength >= _PLAIN):
            clues, vetoes = said, denied
    if not clues and not vetoes:
        vetoes = _technical(column, container, ideas)
    clues, vetoes = _constrained(clues, vetoes, column)
    return NameEvidence(
        column.name, _subject(frozenset(ideas), clues, context), tuple(clues), tuple(vetoes)
    )


def _constrained(
    clues: list[NameClue], vetoes: list[Reason], column: Column
) -> tuple[list[NameClue], list[Reason]]:
    """The clues that the declared constraints allow, with their own; the vetoes with theirs."""
    constraint = constraint_of(column)
    kept = [clue for clue in clues if not constraint.denies(clue.category)]
    for clue in clues:
        if denied := constraint.denies(clue.category):
            about_what = ("category", clue.category.value)
            vetoes = [*vetoes, replace(denied, data=(*denied.data, about_what))]
    own = constraint.clue
    if own and not kept and type_veto(column, own.category, "") is None:
        kept = [own]
    return kept, vetoes


def _unprefixed(name: str, context: Context) -> Tokens:
    """The name without what all columns of the table begin with (`PAT_NOM`, `BENNOM`, `cNom`)."""
    name = stripped(name, context.letters, named=context.lettered)
    if context.prefix and name.lower().startswith(f"{context.prefix}_"):
        short = name[len(context.prefix) + 1 :]
        name = name if set(ideas_of(short)) <= _NUMBERED else short
    tokens = tokens_of(parted(name, context.ending))
    bare = {idea for _, idea in tokens[1:]} <= _NUMBERED
    if len(tokens) > 1 and (
        (tokens[0][0] == context.prefix and not bare) or len(tokens[0][0]) == 1
    ):
        tokens = tokens[1:]
    return _ALONE.get(tokens, tokens)


def _clues(
    column: Column, tokens: Tokens, context: Context, *, comment: bool = False
) -> tuple[list[NameClue], list[Reason]]:
    ideas = tuple(idea for _, idea in tokens)
    found: dict[Category, NameClue] = {}
    vetoes: dict[str, Reason] = {}
    taken: set[str] = set()
    words = frozenset(ideas)
    about = context.about | _about_column(column, ideas, context)
    matching = [rule for rule in _about(words) if _matches(rule, ideas, words)]
    for rule in sorted(matching, key=lambda rule: bool(rule.needs) and rule.needs not in about):
        owned = (
            bool(found) and rule.category is Category.MEMBER_NUMBER and rule.ideas < PERSON_IDEAS
        )
        if owned or rule.ideas & taken or (rule.needs == "rib_parts" and len(words - rule.ideas)):
            continue
        rest = words - rule.ideas
        denied = veto(rest, rule.category, rule.accepts) or type_veto(
            column, rule.category, rule.variant, line=rule.ideas == {"adresse"}
        )
        taken |= rule.ideas | (rule.accepts & words)
        if denied:
            about_what = ("category", rule.category.value)
            vetoes.setdefault(denied.code, replace(denied, data=(*denied.data, about_what)))
            continue
        strength = _strength(
            rule, rest - rule.accepts, context, in_place=not rule.needs or rule.needs in about
        )
        strength = round(strength * _COMMENT, 3) if comment else strength
        if rule.category not in found:
            found[rule.category] = _clue(rule, strength, tokens)
    clues = sorted(found.values(), key=lambda clue: (-clue.strength, clue.category))
    return clues, list(vetoes.values())


def _about(words: frozenset[str]) -> Iterable[Rule]:
    """The rules that may match, in their order: a large catalogue asks for every column."""
    by_idea = _by_idea()
    found = {place: rule for word in (*words, "") for place, rule in by_idea.get(word, ())}
    return (found[place] for place in sorted(found))


@cache
def _by_idea() -> Mapping[str, Sequence[tuple[int, Rule]]]:
    """The rules with their place, under one of the ideas that each one asks for."""
    found: dict[str, list[tuple[int, Rule]]] = {}
    for place, rule in enumerate(rules()):
        found.setdefault(min(rule.ideas, default=""), []).append((place, rule))
    return found


def _matches(rule: Rule, ideas: tuple[str, ...], words: frozenset[str]) -> bool:
    if not rule.ideas <= words:
        return False
    if rule.ideas == {"agent"} and "unit" in ideas[: ideas.index("agent")]:
        return False  # `uf_responsable` is a unit, `responsable_service` somebody
    if _parted_by_thing(rule, ideas):
        return False  # `mbr_race_cd` is the code of what stands before it
    if rule.order and list(rule.order) != [idea for idea in ideas if idea in rule.ideas]:
        return False
    return not rule.pair or any(ideas.count(idea) > 1 for idea in rule.ideas)


def _parted_by_thing(rule: Rule, ideas: tuple[str, ...]) -> bool:
    """Whether a code or number of somebody stands apart from them, next to something else."""
    if len(rule.ideas) != len(("owner", "code")) or not rule.ideas & _NUMBERED:
        return False
    owner = next(iter(rule.ideas - _NUMBERED), "")
    if owner not in PERSON_IDEAS:
        return False
    places = sorted(ideas.index(idea) for idea in rule.ideas)
    between = set(ideas[places[0] + 1 : places[1]])
    return bool((between & known_ideas()) - _NEUTRAL)


def _about_column(column: Column, ideas: tuple[str, ...], context: Context) -> frozenset[str]:
    """The needs that the column's own name satisfies."""
    words = frozenset(ideas)
    about = set()
    if words & (PERSON_IDEAS - {"user", "pharmacie"}):
        about.add("person")
    if words & {"praticien", "pharmacie", "professionnel"}:
        about.add("practitioner")
    if column.name in context.keys or (ideas[:1] == ("id",) and words & context.table):
        about.add("own")
    if column.family is Family.TEXT:
        if not column.type.lower().startswith("uuid"):
            about.add("text")
        if (column.width or _SENTENCE) >= _FULL_NAME and not context.reference:
            about.add("wide")
        if context.about & {"person", "insured"} and _is_long(column):
            about.add("long")
    if "text" in about or "own" in about:
        about.add("reference")
    if column.family in {Family.DATE, Family.TIMESTAMP}:
        about.add("dated")
    return frozenset(about)


def _is_long(column: Column) -> bool:
    """Whether the declared type leaves room for whole sentences."""
    return column.type.lower().startswith(_LONG_TYPES) or (column.width or 0) > _SENTENCE


def _strength(rule: Rule, rest: frozenset[str], context: Context, *, in_place: bool) -> float:
    strength = rule.strength if in_place else rule.strength * _OUT_OF_PLACE
    if rule.strength < _SURE or rule.ideas <= _VAGUE:
        strength *= _surroundings(rule, rest, context)
    return round(strength, 3)


def _surroundings(rule: Rule, rest: frozenset[str], context: Context) -> float:
    """How far the rest of the name, and the table, leave a word of many meanings its meaning."""
    if rule.category is Category.PERSON:
        if rest & ORGANISATION_IDEAS and rule.ideas <= PERSON_IDEAS:
            return 0.4
        if rest & PERSON_IDEAS and not rest & _DATA:
            return 0.95
    if context.reference or rest & OBJECTS:
        return 0.4
    words = rest - _NEUTRAL - context.table
    if all(len(word) == 1 or word.isdigit() for word in words):
        return 1.0
    if rule.needs == "wide" and not words & known_ideas():
        return 0.9
    single = len(rule.ideas) == 1 and not rule.pair
    vague = (single and rule.strength < _WEAK) or rule.ideas <= {"nom", "libelle"}
    return 0.6 if vague else 0.95


def _clue(rule: Rule, strength: float, tokens: Tokens) -> NameClue:
    words = " ".join(word for word, idea in tokens if idea in rule.ideas)
    code = "name_strong" if strength >= _SURE else "name_likely"
    reason = Reason(code, strength, (("words", words),))
    return NameClue(rule.category, strength, rule.variant, _form(rule, tokens), (reason,))


def _form(rule: Rule, tokens: Tokens) -> Form:
    """The form that the rule or, for a number or an address, another word of the name tells."""
    if rule.form is not Form.CLEAR or rule.category not in _KEPT_AS:
        return rule.form
    ideas = {idea for _, idea in tokens}
    return next((form for word, form in _FORMS.items() if word in ideas), Form.CLEAR)


_FORMS = {"hash": Form.HASHED, "crypt": Form.ENCRYPTED, "masque": Form.MASKED}
_KEPT_AS = frozenset(
    {Category.IBAN, Category.RIB, Category.EMAIL_ADDRESS, Category.PHONE_NUMBER, Category.NIR}
    | {Category.SIRET, Category.RPPS, Category.MEMBER_NUMBER, Category.CONTRACT_NUMBER}
)
"""Categories of which a digest, a cipher or a mask is kept under a name that says so."""


def _technical(column: Column, container: Container, ideas: tuple[str, ...]) -> list[Reason]:
    words = frozenset(ideas)
    if column.family is Family.BOOLEAN:
        return [Reason("boolean_about", -4.0, (("type", column.family.value),))]
    stamps = words & {"maj", "stamp"}
    if stamps and column.family in {Family.DATE, Family.TIMESTAMP}:
        return [Reason("technical_timestamp", -4.0, (("word", min(stamps)),))]
    if any(column.name in key.columns for key in container.foreign_keys):
        return [Reason("reference_to", -4.0, (("word", "id"),))]
    return []


def _subject(words: frozenset[str], clues: list[NameClue], context: Context) -> Subject:
    own = subject_of(words)
    if any(clue.category is Category.INSURER for clue in clues):
        return context.subject
    if own is not Subject.UNKNOWN:
        payee = own is Subject.INSURED and context.role == "payment" and "beneficiaire" in words
        # A table of accounts says whose they are; « utilisateur » there names nobody else.
        holder = own is Subject.STAFF and context.role == "account" and "user" in words
        known = context.subject is not Subject.UNKNOWN
        return context.subject if payee or (holder and known) else own
    if context.subject in {Subject.UNKNOWN, Subject.STAFF} and any(
        clue.category in _PRACTITIONER_ONLY for clue in clues
    ):
        return Subject.PRACTITIONER
    return context.subject
