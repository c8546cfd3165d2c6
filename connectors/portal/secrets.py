"""What lets somebody in, wherever a capture writes it: found by its name or by its shape."""

import re
from collections import Counter

REMOVED = "removed"
"""Stands in place of every value that was taken out."""

_NAMES = (
    r"pass(?:word|wd|e|phrase)?|pwd|mdp|mot_?de_?passe|motpasse|secret|client_?secret|otp|totp|"
    r"code_?(?:sms|otp|mfa|2fa|verif\w*|verifier|challenge)|pin|(?:\w{0,30}[_\-.])?(?:access|id|refresh|"
    r"auth|session|csrf|xsrf|api|bearer|security|device|remember|reset|jwt|request)[_\-]?(?:token|key|"
    r"ticket|jeton)|token|jeton|jwt|bearer|csrf\w{0,12}|_csrf\w{0,12}|xsrf\w{0,12}|authenticity_?token|"
    r"_{0,2}requestverificationtoken|api[_\-]?key|apikey|x-api-key|assertion|client_assertion|"
    r"saml(?:request|response|art)|relaystate|ticket|pgt\w{0,8}|session_?(?:id|key|state)|sessid|sid|"
    r"phpsessid|jsessionid|asp\.net_sessionid|connect\.sid|signature|sig|nonce|hmac|private_?key|"
    r"credential|credentials|authorization|accesstoken|refreshtoken|idtoken|sessiontoken"
)
NAME = re.compile(rf"(?:{_NAMES})", re.IGNORECASE)
_OAUTH = re.compile(r"(?:code|state)", re.IGNORECASE)
_PASSWORD = re.compile(r"pass|pwd|mdp|secret|otp|pin|credential", re.IGNORECASE)
_HEADERS = re.compile(
    r"authorization|proxy-authorization|x-(?:csrf|xsrf|api|auth|access|session|amz-security)\b.*|"
    r"(?:api|auth|access|session)-?(?:key|token|id)|.*-token|.*-api-key|x-amz-signature|"
    r"sec-websocket-key|sec-websocket-accept|www-authenticate-info",
    re.IGNORECASE,
)
_JWT = re.compile(r"eyJ[A-Za-z0-9_\-]{6,}\.[A-Za-z0-9_\-]{4,}(?:\.[A-Za-z0-9_\-]*){1,3}")
_BEARER = re.compile(r"\b(Bearer|Basic|Negotiate|Digest)(\s+)[\w.~+/=\-]{8,}", re.IGNORECASE)
_PAIR = re.compile(rf"(?<![\w\-])({_NAMES})=([^&\s\"'<>;\\]+)", re.IGNORECASE)
_GRANT = re.compile(r"(?<![\w\-])(code|state)=([^&\s\"'<>;\\#]{6,})")
_JSON = re.compile(
    rf"((?<!\\)\\{{0,40}}[\"'](?:{_NAMES})\\{{0,40}}[\"']\s*:\s*)(\\*)([\"'])((?:(?!\2\3)(?:\\.|[^\\]))*?)(\2\3)|"
    rf"((?<!\\)\\{{0,40}}[\"'](?:{_NAMES})\\{{0,40}}[\"']\s*:\s*)([0-9]+)",
    re.IGNORECASE | re.DOTALL,
)
_ELEMENT = re.compile(rf"(<(?:[\w.\-]+:)?({_NAMES})(?:\s[^<>]*)?>)([^<]+)(?=</)", re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"(\s(?:data-)?(?:{_NAMES})\s*=\s*)([\"'])([^\"']+)\2", re.IGNORECASE)
_ASSIGNED = re.compile(
    rf"((?<![\w\-\"'$.])(?:\w{{1,30}}\.){{0,3}}(?:{_NAMES})\s*[:=]\s*)([\"'`])([^\"'`\n]+)\2",
    re.IGNORECASE,
)
_PASSWORD_FIELD = re.compile(r"type\s*=\s*[\"']?password", re.IGNORECASE)
_INPUT = re.compile(r"<(?:input|meta)\b[^<>]*>", re.IGNORECASE)
_NAMED = re.compile(
    rf"\b(?:name|id)\s*=\s*[\"']?(?:{_NAMES}|csrf-token|csrf-param)[\"'\s/>]", re.IGNORECASE
)
_VALUE = re.compile(
    r"(\b(?:value|content)\s*=\s*)(?:([\"'])(?:[^\"']*)\2|[^\s\"'<>]+)", re.IGNORECASE
)
_HINT = re.compile(
    r"pass|pwd|mdp|mot|secret|tok|jeton|jwt|eyj|bearer|basic|csrf|xsrf|saml|session|sess|sid|sig|"
    r"nonce|key|otp|pin|code|state|ticket|assert|cred|auth|pgt|hmac|verif",
    re.IGNORECASE,
)


class Scrubber:
    """Takes secrets out of texts and counts them by kind; it keeps none of them."""

    def __init__(self) -> None:
        self.removed: Counter[str] = Counter()

    def header(self, name: str, value: str) -> str:
        """The value of a header field without what lets somebody in."""
        lower = name.lower()
        if lower == "cookie":
            return "; ".join(self._crumb(one) for one in value.split(";"))
        if lower == "set-cookie":
            return "\n".join(self._set(line) for line in value.split("\n"))
        if _HEADERS.fullmatch(lower):
            scheme, space, _ = value.partition(" ")
            self.removed["token"] += 1
            return f"{scheme}{space}{REMOVED}" if space and scheme.isalpha() else REMOVED
        return self.text(value)

    def cookie(self, value: str) -> str:
        """The value of a cookie, whose name says what it was."""
        self.removed["cookie"] += bool(value)
        return REMOVED if value else value

    def named(self, name: str, value: str, *, grant: bool = False) -> str:
        """The value of a parameter, of a field or of a key of that name."""
        if value and (NAME.fullmatch(name) or (grant and _OAUTH.fullmatch(name))):
            self._count(name)
            return REMOVED
        return self.text(value)

    def text(self, text: str) -> str:
        """Any text without the secrets that are told by a name before them or by their shape."""
        if len(text) < 6 or not _HINT.search(text):  # noqa: PLR2004 - too short for both
            return text
        text = _JWT.sub(lambda _: self._token(), text)
        text = _BEARER.sub(lambda m: f"{m[1]}{m[2]}{self._token()}", text)
        if "=" in text:
            text = _PAIR.sub(lambda m: f"{m[1]}={self._count(m[1])}", text)
            if "code=" in text and ("state=" in text or "grant_type=" in text):
                text = _GRANT.sub(lambda m: f"{m[1]}={self._count(m[1])}", text)
        if ":" in text and ('"' in text or "'" in text):
            text = _JSON.sub(self._quoted, text)
        if "'" in text or '"' in text or "`" in text:
            text = _ASSIGNED.sub(lambda m: f"{m[1]}{m[2]}{self._count(m[1])}{m[2]}", text)
        if "<" in text:
            text = _ELEMENT.sub(lambda m: f"{m[1]}{self._count(m[2])}", text)
            text = _INPUT.sub(self._input, text)
            text = _ATTRIBUTE.sub(lambda m: f"{m[1]}{m[2]}{self._token()}{m[2]}", text)
        return text

    def _quoted(self, found: re.Match[str]) -> str:
        if found[6] is not None:
            self._count(found[6])
            return f"{found[6]}0"
        if not found[4] or found[4] == REMOVED:
            return found[0]
        return f"{found[1]}{found[2]}{found[3]}{self._count(found[1])}{found[5]}"

    def _input(self, found: re.Match[str]) -> str:
        tag = found[0]
        if not _NAMED.search(tag) and not _PASSWORD_FIELD.search(tag):
            return tag
        return _VALUE.sub(lambda m: f"{m[1]}{m[2] or ''}{self._count(tag)}{m[2] or ''}", tag)

    def _crumb(self, piece: str) -> str:
        name, sign, value = piece.partition("=")
        return f"{name}={self.cookie(value)}" if sign else piece

    def _set(self, line: str) -> str:
        head, semicolon, attributes = line.partition(";")
        return self._crumb(head) + semicolon + attributes

    def _token(self) -> str:
        return self._count("token")

    def _count(self, name: str) -> str:
        self.removed["password" if _PASSWORD.search(name) else "token"] += 1
        return REMOVED
