import pyarrow as pa
import pytest

from auditor.detection.container_tally import ContainerTally
from auditor.detection.propose import first_plan
from auditor.exposure.traits import carrier, obsolete_rows, plausible, private
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.profiles import ColumnProfile, Hits
from auditor.model.refs import ContainerRef, FieldRef
from auditor.model.vocabulary import Category, Subject
from tests.exposure.rooms import profile, verdict

MAIL = verdict(Category.EMAIL_ADDRESS, Subject.PRACTITIONER)
PHONE = verdict(Category.PHONE_NUMBER, Subject.PRACTITIONER)


def _read(*values: str) -> ColumnProfile:
    column = Column("contact", "text", Family.TEXT)
    container = Container(ContainerRef("base", "t"), ContainerKind.TABLE, (column,))
    tally = ContainerTally(first_plan(container), b"0" * 32)
    tally.add(pa.record_batch({"contact": pa.array(values * 20)}))
    return tally.profile(complete=True).columns["contact"]


@pytest.mark.parametrize(
    ("name", "family", "path", "expected"),
    [
        ("url", Family.TEXT, (), "url"),
        ("requestUri", Family.TEXT, (), "url"),
        ("lien_familial", Family.TEXT, (), "cell"),
        ("message", Family.TEXT, ("@query", "nir"), "url"),
        ("message", Family.TEXT, ("@json", "nir"), "nested"),
        ("url", Family.TEXT, ("@json", "nir"), "nested"),
        ("ordonnance", Family.BINARY, (), "document"),
        ("piece", Family.TEXT, ("@base64",), "document"),
    ],
)
def test_what_carries_a_value(
    name: str, family: Family, path: tuple[str, ...], expected: str
) -> None:
    assert carrier(Column(name, "t", family), FieldRef("base", "t", name, path)) == expected


def test_reserved_addresses_and_numbers_look_made_up() -> None:
    assert plausible(MAIL, _read("jean@example.org", "a.b@essai.test")) is False
    assert plausible(MAIL, _read("jean@cabinet-martin.fr", "a.b@gmail.com")) is True
    assert plausible(PHONE, _read("01 99 00 12 34", "06 39 98 12 34")) is False
    assert plausible(PHONE, _read("01 42 34 56 78", "06 12 34 56 78")) is True
    assert plausible(MAIL, None) is None


def test_consumer_mailboxes_and_mobiles_look_private() -> None:
    assert private("email", MAIL, _read("a@gmail.com", "b@orange.fr")) is True
    assert private("email", MAIL, _read("a@cabinet.fr", "b@pharmacie-gare.fr")) is False
    assert private("tel", PHONE, _read("06 12 34 56 78")) is True
    assert private("tel", PHONE, _read("01 42 34 56 78")) is False
    assert private("email_perso", MAIL, None) is True
    assert private("email", MAIL, None) is None
    assert private("rpps", verdict(Category.RPPS), None) is False


def test_provisional_numbers_are_counted_in_nir_columns_only() -> None:
    counted = ColumnProfile("nir", rows=100, hits={"nnp": Hits(valid=4), "mig": Hits(valid=1)})
    assert obsolete_rows(verdict(Category.NIR), counted) == 5
    assert obsolete_rows(verdict(Category.NIR, variant="nnp"), counted) == 100
    assert obsolete_rows(verdict(Category.NIR), None) is None
    assert obsolete_rows(verdict(Category.MEMBER_NUMBER), counted) == 0
    assert obsolete_rows(verdict(Category.NIR), profile("nir")) == 0
