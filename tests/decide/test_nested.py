from dataclasses import replace

from auditor.decide import judge
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.profiles import ColumnProfile, ContainerProfile
from auditor.model.refs import ContainerRef
from auditor.model.verdicts import Judgement
from auditor.model.vocabulary import Category, Mode, Subject
from auditor.naming import read
from auditor.naming.nested import read_objects
from tests.decide.profiles import ROWS, hits, profile

Path = tuple[str, ...]
NIR = profile("c", length=15, kind="digits", nir=hits(ROWS))
NAMES = profile("c", kind="upper", distinct=400, words={"surname": 700})
CODES = profile("c", kind="upper", length=1, distinct=3)


def judged(
    paths: dict[Path, ColumnProfile], *, table: str = "evenement", whole: int = ROWS
) -> dict[Path, Judgement]:
    container = Container(
        ContainerRef("s", table), ContainerKind.TABLE, (Column("payload", "text", Family.TEXT),)
    )
    column = profile("payload", rows=whole, length=64)
    seen = ContainerProfile(
        container.ref, whole, columns={"payload": column}, nested={"payload": paths}
    )
    names = read_objects(container, read(container), seen.nested)
    return {judgement.ref.path: judgement for judgement in judge(container, names, seen)}


def test_each_path_is_judged_and_the_column_contains_what_stands_below() -> None:
    found = judged({("@json", "nir"): NIR, ("@json", "etat"): CODES})
    assert list(found) == [(), ("@json", "etat"), ("@json", "nir")]
    below = found["@json", "nir"].verdict(Category.NIR)
    above = found[()].verdict(Category.NIR)
    assert below
    assert above
    assert (below.mode, below.rows) == (Mode.IS, ROWS)
    assert (above.mode, above.rows, above.share) == (Mode.CONTAINS, ROWS, 1.0)
    assert above.reasons[0].code == "nested_in"
    assert dict(above.reasons[0].data)["path"] == "/@json/nir"
    assert found["@json", "etat"].verdicts == ()


def test_the_column_never_carries_more_rows_than_it_has() -> None:
    above = judged({("@json", "*", "nir"): NIR}, whole=40)[()].verdict(Category.NIR)
    assert above is not None
    assert (above.rows, above.share) == (40, 1.0)


def test_an_object_is_read_like_a_table_of_its_name() -> None:
    found = judged(
        {
            ("@json", "assure", "nom"): NAMES,
            ("@json", "medecins", "*", "nom"): NAMES,
            ("@json", "produit", "nom"): CODES,
        },
        table="beneficiaire",
    )
    insured = found["@json", "assure", "nom"].verdict(Category.PERSON)
    practitioner = found["@json", "medecins", "*", "nom"].verdict(Category.PERSON)
    assert insured
    assert practitioner
    assert (insured.subject, practitioner.subject) == (Subject.INSURED, Subject.PRACTITIONER)
    assert found["@json", "produit", "nom"].verdicts == ()


def test_an_object_without_a_telling_name_is_about_what_its_table_is() -> None:
    found = judged({("@json", "data", "nom"): NAMES}, table="assure")
    verdict = found["@json", "data", "nom"].verdict(Category.PERSON)
    assert verdict is not None
    assert verdict.subject is Subject.INSURED


def test_paths_whose_last_key_is_the_same_are_told_apart() -> None:
    one, two = replace(NIR), replace(CODES)
    found = judged({("@json", "nir"): one, ("@json", "nir", "*"): two, ("@query", "nir"): one})
    assert [bool(j.verdict(Category.NIR)) for j in found.values()] == [True, True, False, True]
