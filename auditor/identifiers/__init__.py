"""French identifiers: one declaration from which recognizers and kernels are made."""

from auditor.identifiers.bank import IBAN, RIB
from auditor.identifiers.base import Identifier
from auditor.identifiers.company import SIREN, SIRET
from auditor.identifiers.contact import EMAIL, PHONE
from auditor.identifiers.dates import DATE_ISO
from auditor.identifiers.health import FINESS, RPPS
from auditor.identifiers.nir import NIR, NIR13

REGISTRY: dict[str, Identifier] = {
    identifier.name: identifier
    for identifier in (
        NIR,
        NIR13,
        IBAN,
        RIB,
        SIRET,
        SIREN,
        RPPS,
        FINESS,
        EMAIL,
        PHONE,
        DATE_ISO,
    )
}
"""Every identifier by name, in a stable order."""

__all__ = ["REGISTRY", "Identifier"]
