"""What an expression does to the values that it takes."""

import re

_DECRYPTS = re.compile(
    r"\b(?:pgp_sym_decrypt|pgp_pub_decrypt|decrypt|aes_decrypt|decrypt_iv|des_decrypt"
    r"|decryptby\w+|decryptbykey|dbms_crypto\s*\.\s*decrypt|\w*(?:dechiffr|decrypt)\w*)\w*\s*\(",
    re.IGNORECASE,
)
_ENCRYPTS = re.compile(
    r"\b(?:pgp_sym_encrypt|pgp_pub_encrypt|encrypt|aes_encrypt|encrypt_iv|des_encrypt"
    r"|encryptby\w+|dbms_crypto\s*\.\s*encrypt|\w*(?:chiffr|encrypt)\w*)\w*\s*\(",
    re.IGNORECASE,
)
_HASHES = re.compile(
    r"\b(?:md5|sha1?|sha2|sha224|sha256|sha384|sha512|digest|hmac|hashbytes|standard_hash|ora_hash"
    r"|crypt|dbms_crypto\s*\.\s*(?:hash|mac)|\w*(?:hash|hach)\w*|to_hash|anon\s*\.\s*\w*hash)\s*\(",
    re.IGNORECASE,
)
_MASKS = re.compile(
    r"\b(?:overlay|stuff|regexp_replace|translate|repeat|rpad|lpad|anon\s*\.\s*partial\w*"
    r"|\w*(?:mask|masqu|anonym)\w*)\s*\(",
    re.IGNORECASE,
)
_CUTS = re.compile(
    r"\b(?:left|right|substr|substring|substring_index|split_part|date_trunc|extract|date_part"
    r"|year|trunc)\s*\(",
    re.IGNORECASE,
)
_STARS = re.compile(r"'[^']*(?:\*|[xX]{2,}|•|#)[^']*'")


def transform_of(text: str) -> str:
    """A word of lineage's transforms, `decrypted`, or "" for what shows the value."""
    if _DECRYPTS.search(text):
        return "decrypted"
    if _HASHES.search(text):
        return "hashed"
    if _ENCRYPTS.search(text):
        return "encrypted"
    if _STARS.search(text) and _MASKS.search(text):
        return "masked"
    return "truncated" if _CUTS.search(text) else ""
