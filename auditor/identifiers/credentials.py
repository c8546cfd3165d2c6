"""Secrets by their format: tokens, keys, passwords in addresses, and password digests by kind."""

from auditor.identifiers.base import MANY, Identifier, Shape
from auditor.model.vocabulary import Category

_B64URL = r"[A-Za-z0-9_\-]"
_SALTED = "[./A-Za-z0-9]"
_CONTEXT = ("secret", "token", "jeton", "cle", "password", "passe", "authorization")


def _secret(
    name: str, shapes: tuple[Shape, ...], *, letters: int, literal: str = "", variant: str = ""
) -> Identifier:
    return Identifier(
        name=name,
        category=Category.SECRET,
        shapes=shapes,
        widths=(),
        check=None,
        checksum="",
        chance=1.0,
        context=_CONTEXT,
        numeric=False,
        letters=(letters, MANY),
        literal=literal,
        sole=False,
        variant=variant,
    )


JWT = _secret(
    "jwt",
    (
        Shape(
            "jwt",
            rf"eyJ{_B64URL}{{8,}}\.eyJ{_B64URL}{{8,}}\.{_B64URL}{{2,}}",
            "XXXXX.XXXXX.XXXXX",
            0.9,
        ),
    ),
    letters=20,
    literal=".",
    variant="jwt",
)
"""RFC 7519, JSON Web Token."""

PRIVATE_KEY = _secret(
    "private_key",
    (
        Shape(
            "private_key",
            "-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY",
            "-----BEGIN PRIVATE KEY-----",
            0.9,
            left="",
        ),
    ),
    letters=15,
    literal="-",
    variant="private_key",
)
"""RFC 7468, textual encoding of keys."""

API_TOKEN = _secret(
    "api_token",
    (
        Shape("github", "gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,}", "AAA_X", 0.9),
        Shape("aws", "A(?:KIA|SIA)[0-9A-Z]{16}", "AAAAX", 0.8),
        Shape("stripe", "(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}", "AA_AAAA_X", 0.9),
        Shape("slack", r"xox[abeoprs]-[A-Za-z0-9\-]{10,}", "AAAA-X", 0.9),
        Shape("gitlab", rf"glpat-{_B64URL}{{20,}}", "AAAAA-X", 0.9),
        Shape("google", rf"AIza{_B64URL}{{35}}", "AAAAX", 0.8),
        Shape("sendgrid", rf"SG\.{_B64URL}{{16,}}\.{_B64URL}{{16,}}", "AA.X.X", 0.9),
    ),
    letters=6,
    variant="api_token",
)
"""Tokens that their issuers made recognisable by a prefix."""

SECRET_URL = _secret(
    "secret_url",
    (
        Shape(
            "secret_url",
            r"[A-Za-z][A-Za-z0-9+]{1,20}://[!-.0-9;-?A-~]{1,64}:[!-.0-?A-~]{1,128}@"
            r"[A-Za-z0-9](?:[!-~]{0,200}[A-Za-z0-9])?",
            "a://a:a@a",
            0.8,
        ),
    ),
    letters=3,
    literal="@",
    variant="secret_url",
)
"""An address with user and password, as connection strings have them."""

PASSWORD_HASH = _secret(
    "password_hash",
    (
        Shape("bcrypt", rf"\$2[abxy]\$[0-9]{{2}}\${_SALTED}{{53}}", "$2$X", 0.9, left=""),
        Shape(
            "argon2",
            r"\$argon2(?:id|i|d)\$(?:v=[0-9]+\$)?[a-z0-9=,]{5,60}\$[A-Za-z0-9+/]{8,}"
            r"\$[A-Za-z0-9+/]{16,}",
            "$argon2$X",
            0.9,
            left="",
        ),
        Shape(
            "scrypt",
            r"\$(?:scrypt|7)\$[A-Za-z0-9=,./+]{5,}\$[A-Za-z0-9./+=]{8,}(?:\$[A-Za-z0-9./+]{16,})?"
            r"|\bscrypt:[0-9]+:[0-9]+:[0-9]+\$[A-Za-z0-9]{4,}\$[0-9a-f]{64,}",
            "$scrypt$X",
            0.9,
            left="",
        ),
        Shape("yescrypt", rf"\$g?y\${_SALTED}+\${_SALTED}+\${_SALTED}{{43}}", "$y$X", 0.9, left=""),
        Shape(
            "pbkdf2",
            r"\$?\bpbkdf2[a-z0-9_\-:]{0,16}\$[0-9]+\$[A-Za-z0-9+/.=]{4,}\$[A-Za-z0-9+/.]{16,}={0,2}"
            r"|\bpbkdf2:sha[0-9]{1,3}(?::[0-9]+)?\$[A-Za-z0-9]{4,}\$[0-9a-f]{32,}",
            "pbkdf2$X",
            0.9,
            left="",
        ),
        Shape(
            "sha512_crypt",
            rf"\$6\$(?:rounds=[0-9]+\$)?{_SALTED}{{1,16}}\${_SALTED}{{86}}",
            "$6$X",
            0.9,
            left="",
        ),
        Shape(
            "sha256_crypt",
            rf"\$5\$(?:rounds=[0-9]+\$)?{_SALTED}{{1,16}}\${_SALTED}{{43}}",
            "$5$X",
            0.9,
            left="",
        ),
        Shape(
            "md5_crypt", rf"\$(?:1|apr1)\${_SALTED}{{1,8}}\${_SALTED}{{22}}", "$1$X", 0.9, left=""
        ),
        Shape("phpass", rf"\$[PH]\${_SALTED}{{31}}", "$P$X", 0.9, left=""),
        Shape(
            "salted_fast",
            r"\b(?:md5|sha1|sha256|sha512)\$[A-Za-z0-9]{1,32}\$[0-9a-f]{32,128}",
            "sha1$X",
            0.9,
            left="",
        ),
    ),
    letters=2,
    literal="$",
)
"""The modular crypt format and that of Django and Werkzeug, each kind by its own shape."""

LDAP_HASH = _secret(
    "ldap_hash",
    (
        Shape(
            "ldap_sha",
            r"\{(?:S?SHA|SHA1)\}[A-Za-z0-9+/]{26,}={0,2}",
            "{SHA}X",
            0.9,
            left="",
        ),
        Shape(
            "ldap_sha2",
            r"\{S?SHA(?:256|384|512)\}[A-Za-z0-9+/]{42,}={0,2}",
            "{SHA256}X",
            0.9,
            left="",
        ),
        Shape("ldap_md5", r"\{S?MD5\}[A-Za-z0-9+/]{21,}={0,2}", "{MD5}X", 0.9, left=""),
        Shape(
            "bcrypt",
            rf"\{{(?:bcrypt|CRYPT)\}}\$2[abxy]\$[0-9]{{2}}\${_SALTED}{{53}}",
            "{A}X",
            0.9,
            left="",
        ),
        Shape(
            "reversible",
            r"\{(?:noop|CLEARTEXT|cleartext|BASE64|base64)\}[!-~]{0,128}[A-Za-z0-9]",
            "{A}X",
            0.9,
            left="",
        ),
    ),
    letters=3,
    literal="{",
)
"""Scheme prefixes of RFC 2307 and of Spring Security; `reversible` ones hide nothing."""
