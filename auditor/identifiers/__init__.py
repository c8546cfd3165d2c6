"""French identifiers: one declaration from which recognizers and kernels are made."""

from auditor.identifiers.bank import IBAN, RIB
from auditor.identifiers.base import Identifier
from auditor.identifiers.civil import POSTCODE, SEX
from auditor.identifiers.company import SIREN, SIRET, TVA, TVA_BARE
from auditor.identifiers.contact import EMAIL, PHONE, PHONE_BARE, PHONE_SHORT
from auditor.identifiers.credentials import (
    API_TOKEN,
    JWT,
    LDAP_HASH,
    PASSWORD_HASH,
    PRIVATE_KEY,
    SECRET_URL,
)
from auditor.identifiers.dates import BORN, DATE_FR, DATE_ISO, DATE_WORDS
from auditor.identifiers.health import ADELI, FINESS, IDNPS, IDNPS_ADELI, RPPS
from auditor.identifiers.insurance import AMC, AMO
from auditor.identifiers.network import IMEI, IPV4, IPV6, MAC, MAC_OTHER
from auditor.identifiers.nir import INS_OID, MIG, NIA13, NIR, NIR13, NNP
from auditor.identifiers.payment import BIC, CARD
from auditor.identifiers.products import CCAM, CIM10, CIP7, CIP13, LPP, NGAP

_PERSONS = (
    NIR,
    NIR13,
    NNP,
    MIG,
    NIA13,
    INS_OID,
    POSTCODE,
    SEX,
    DATE_ISO,
    DATE_FR,
    DATE_WORDS,
    BORN,
)
_BANKS = (IBAN, RIB, BIC, CARD)
_ORGANISATIONS = (SIRET, SIREN, TVA, TVA_BARE, AMO, AMC)
_CARERS = (RPPS, FINESS, ADELI, IDNPS, IDNPS_ADELI)
_CONTACTS = (EMAIL, PHONE, PHONE_BARE, PHONE_SHORT)
_MACHINES = (IPV4, IPV6, MAC, MAC_OTHER, IMEI)
_SECRETS = (JWT, PRIVATE_KEY, API_TOKEN, SECRET_URL, PASSWORD_HASH, LDAP_HASH)
_CARE = (CCAM, NGAP, CIM10, LPP, CIP7, CIP13)

REGISTRY: dict[str, Identifier] = {
    identifier.name: identifier
    for family in (
        _PERSONS,
        _BANKS,
        _ORGANISATIONS,
        _CARERS,
        _CONTACTS,
        _MACHINES,
        _SECRETS,
        _CARE,
    )
    for identifier in family
}
"""Every identifier by name, in a stable order."""

__all__ = ["REGISTRY", "Identifier"]
