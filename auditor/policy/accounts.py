"""Who recorded which capture, and what is their own: the `accounts` key of audit.yaml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from auditor.model.errors import ConfigurationError
from auditor.model.vocabulary import Audience, Category
from auditor.strictyaml import Node, raise_together, read_each

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_REFERENCE = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:.+")
_NEVER_LITERAL = frozenset(
    {Category.NIR, Category.IBAN, Category.RIB, Category.PAYMENT_CARD, Category.SECRET}
)
"""Categories whose values never stand in a configuration file."""
_MOST = 4_096
"""Bytes of a file that holds one identifier."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a portal whose user recorded captures."""

    name: str
    audience: Audience | None = None
    captures: tuple[str, ...] = ()
    """Globs over the captures' paths."""
    own: Mapping[Category, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """The account's own identifiers, or `env:` and `file:` references to them."""

    def recorded(self, *paths: str) -> bool:
        """Whether the account recorded the capture that goes by one of these paths."""
        return any(_matches(path, pattern) for path in paths for pattern in self.captures)


def read_accounts(node: Node) -> tuple[Account, ...]:
    """The accounts of an audit.yaml, in their order."""
    entries = node.mapping()
    faults = [node.keys[n].fault("policy_account_name") for n in entries if not _NAME.fullmatch(n)]
    raise_together(faults)
    read = read_each(entries.values(), _account)
    return tuple(replace(account, name=name) for name, account in zip(entries, read, strict=True))


def resolved(
    accounts: tuple[Account, ...], environment: Mapping[str, str], folder: Path
) -> tuple[Account, ...]:
    """The accounts with every reference replaced by what it names; files lie beside audit.yaml."""
    return tuple(
        replace(
            account,
            own={
                category: tuple(_value(account.name, one, environment, folder) for one in values)
                for category, values in account.own.items()
            },
        )
        for account in accounts
    )


def _account(node: Node) -> Account:
    entry = node.mapping(("audience", "captures", "own"))
    own = entry["own"].mapping(Category) if "own" in entry else {}
    values = [_own(Category(name), item) for name, item in own.items()]
    return Account(
        "",
        entry["audience"].member(Audience) if "audience" in entry else None,
        entry["captures"].texts() if "captures" in entry else (),
        dict(zip((Category(name) for name in own), values, strict=True)),
    )


def _own(category: Category, node: Node) -> tuple[str, ...]:
    values = node.texts()
    for item, value in zip(node.each(), values, strict=True):
        if category in _NEVER_LITERAL and not _REFERENCE.fullmatch(value):
            raise item.fault("policy_account_literal", kind=category.value)
    return values


def _value(account: str, text: str, environment: Mapping[str, str], folder: Path) -> str:
    if text.startswith("env:"):
        value = environment.get(text[4:], "")
        if not value:
            raise ConfigurationError("account_variable_unset", account=account, variable=text[4:])
        return value.strip()
    if text.startswith("file:"):
        name = text[5:].strip()
        try:
            with (folder / name).open(encoding="utf-8-sig") as opened:
                return opened.read(_MOST).strip()
        except (OSError, UnicodeDecodeError):
            raise ConfigurationError("account_file", account=account, file=name) from None
    return text


def _matches(path: str, pattern: str) -> bool:
    """From the right, as in a shell; a capture given by its bare name goes by the last part."""
    found = PurePosixPath(path.replace("\\", "/"))
    wanted = PurePosixPath(pattern.removeprefix("./"))
    if found.match(str(wanted)):
        return True
    return len(found.parts) == 1 and found.match(wanted.name)
