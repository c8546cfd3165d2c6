import hashlib
from dataclasses import replace

import pyarrow as pa
import pytest

from auditor.detection.container_tally import ContainerTally
from auditor.detection.propose import first_plan
from auditor.exposure.secrets import kind_of, protection
from auditor.model.catalogue import Column, Container, ContainerKind, Family
from auditor.model.profiles import ColumnProfile
from auditor.model.refs import ContainerRef
from auditor.model.vocabulary import Category, Form
from tests.exposure.rooms import verdict

ARGON2 = f"$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzYWx0${'aGFzaGhhc2ho' * 4}"
BCRYPT = "$2b$12$" + "abcdefghijklmnopqrstuv" + "0123456789abcdefghijklmnopqrstu"
WORDS = ("soleil", "azerty12", "Bretagne2024", "motdepasse", "hirondelle!", "a1b2c3")


def _read(values: list[str]) -> ColumnProfile:
    """The real pass over one column of those values."""
    column = Column("mot_de_passe", "text", Family.TEXT)
    container = Container(ContainerRef("base", "comptes"), ContainerKind.TABLE, (column,))
    tally = ContainerTally(first_plan(container), b"0" * 32)
    tally.add(pa.record_batch({"mot_de_passe": pa.array(values)}))
    return tally.profile(complete=True).columns["mot_de_passe"]


def _many(*made: str) -> list[str]:
    return [made[index % len(made)] for index in range(120)]


def _digests(name: str) -> list[str]:
    return [
        hashlib.new(name, str(n).encode(), usedforsecurity=False).hexdigest() for n in range(120)
    ]


SECRET = verdict(Category.SECRET)


@pytest.mark.parametrize(
    ("values", "weakest"),
    [
        (_many(*WORDS), "clear"),
        (_digests("md5"), "fast_hash"),
        (_digests("sha1"), "fast_hash"),
        (_digests("sha256"), "fast_hash"),
        (_many(ARGON2), "slow_hash"),
        (_many(BCRYPT), "slow_hash"),
        ([*_many(ARGON2), *_digests("md5")[:30]], "fast_hash"),
        ([*_many(BCRYPT), *_many(*WORDS)[:10]], "clear"),
    ],
    ids=["clear", "md5", "sha1", "sha256", "argon2", "bcrypt", "some md5", "some clear"],
)
def test_the_weakest_protection_of_a_password_column(values: list[str], weakest: str) -> None:
    assert protection("password", SECRET, _read(values)).weakest == weakest


def test_weak_rows_are_counted() -> None:
    assert (
        protection("password", SECRET, _read([*_many(ARGON2), *_digests("md5")[:30]])).weak_rows
        == 30
    )
    assert protection("password", SECRET, _read(_many(ARGON2))).weak_rows == 0


def test_one_weak_row_is_enough_to_deny_that_all_are_strong() -> None:
    assert (
        protection("password", SECRET, _read([*_many(ARGON2), *_digests("md5")[:1]])).weak_rows == 1
    )
    locked = protection("password", SECRET, _read([*_many(ARGON2), "!"]))
    assert locked.weakest is None


def test_a_store_of_unknown_form_is_not_judged() -> None:
    ciphers = [hashlib.sha512(str(n).encode()).hexdigest()[:77] + "==" for n in range(120)]
    assert protection("password", SECRET, _read(ciphers)).weakest is None


def test_masks_and_unread_columns_are_not_judged() -> None:
    masked = replace(SECRET, form=Form.MASKED)
    assert protection("password", masked, _read(_many("********"))).weakest is None
    assert protection("password", SECRET, None).weakest is None


def test_a_token_as_long_as_a_digest_may_be_either() -> None:
    assert protection("token", SECRET, _read(_digests("sha256"))).weakest is None
    opaque = [f"ya29.a0AfH6SMB-{n:06d}-xYz_QwErTyUiOp" for n in range(120)]
    assert protection("token", SECRET, _read(opaque)).weakest == "clear"


@pytest.mark.parametrize(
    ("column", "path", "kind"),
    [
        ("mot_de_passe", "", "password"),
        ("pwd_hash", "", "password"),
        ("jeton", "", "token"),
        ("api_key", "", "token"),
        ("charge", "/compte/password", "password"),
    ],
)
def test_a_name_tells_passwords_from_tokens(column: str, path: str, kind: str) -> None:
    assert kind_of(column, path, SECRET) == kind
