"""What each category is: labels, weight, vocabulary terms, and the Presidio entity at the border.

DPV terms follow the W3C Data Privacy Vocabulary 2.0, extension `pd` (`OfficialID` stands for the
NIR, for which the vocabulary has no term of its own).
"""

from dataclasses import dataclass
from enum import StrEnum

from auditor.model.vocabulary import Category, Personal


class Sensitivity(StrEnum):
    """How a category weighs in a verdict or a report, the heaviest first."""

    SPECIAL = "special"
    """GDPR article 9."""
    NATIONAL_ID = "national_id"
    """GDPR article 87; in France article 30 of the Data Protection Act for the NIR."""
    BANKING = "banking"
    CREDENTIAL = "credential"
    HIGH = "high"
    ORDINARY = "ordinary"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CategoryInfo:
    """The properties of one category."""

    fr: str
    en: str
    personal: Personal
    sensitivity: Sensitivity
    dpv: str
    entity: str
    """Presidio entity name, used only by `auditor.recognizers` and the text stage."""
    public_register: bool = False
    """Published for practitioners or companies (ANS directory, FINESS, SIRENE)."""

    def label(self, lang: str) -> str:
        """The label in that language, French for anything but `en`."""
        return self.en if lang == "en" else self.fr


_YES, _JOINED, _NO = Personal.YES, Personal.WHEN_JOINED, Personal.NO
_SPECIAL, _ORDINARY, _HIGH = Sensitivity.SPECIAL, Sensitivity.ORDINARY, Sensitivity.HIGH
_BANKING, _NONE = Sensitivity.BANKING, Sensitivity.NONE

CATEGORIES: dict[Category, CategoryInfo] = {
    Category.NIR: CategoryInfo(
        "NIR (numéro de sécurité sociale)",
        "NIR (social security number)",
        _YES,
        Sensitivity.NATIONAL_ID,
        "pd:OfficialID",
        "FR_NIR",
    ),
    Category.PSEUDONYM: CategoryInfo(
        "pseudonyme", "pseudonym", _YES, _ORDINARY, "pd:UID", "FR_PSEUDONYM"
    ),
    Category.PERSON: CategoryInfo(
        "nom, prénom", "name", _YES, _ORDINARY, "pd:Name", "PERSON", public_register=True
    ),
    Category.BIRTH_DATE: CategoryInfo(
        "date de naissance", "date of birth", _YES, _HIGH, "pd:BirthDate", "FR_BIRTH_DATE"
    ),
    Category.BIRTH_PLACE: CategoryInfo(
        "lieu de naissance", "place of birth", _YES, _ORDINARY, "pd:BirthPlace", "FR_BIRTH_PLACE"
    ),
    Category.DEATH_DATE: CategoryInfo(
        "date de décès", "date of death", _JOINED, _ORDINARY, "pd:LifeHistory", "FR_DEATH_DATE"
    ),
    Category.SEX: CategoryInfo("sexe", "sex", _JOINED, _ORDINARY, "pd:Gender", "FR_SEX"),
    Category.FAMILY_LINK: CategoryInfo(
        "lien familial", "family link", _JOINED, _ORDINARY, "pd:FamilyStructure", "FR_FAMILY_LINK"
    ),
    Category.EMAIL_ADDRESS: CategoryInfo(
        "adresse électronique",
        "e-mail address",
        _YES,
        _ORDINARY,
        "pd:EmailAddress",
        "EMAIL_ADDRESS",
    ),
    Category.PHONE_NUMBER: CategoryInfo(
        "numéro de téléphone",
        "phone number",
        _YES,
        _ORDINARY,
        "pd:TelephoneNumber",
        "PHONE_NUMBER",
    ),
    Category.ADDRESS: CategoryInfo(
        "adresse postale",
        "postal address",
        _YES,
        _ORDINARY,
        "pd:PhysicalAddress",
        "FR_ADDRESS",
        public_register=True,
    ),
    Category.CITY: CategoryInfo(
        "commune", "town", _JOINED, _ORDINARY, "pd:Location", "FR_CITY", public_register=True
    ),
    Category.POSTCODE: CategoryInfo(
        "code postal",
        "postcode",
        _JOINED,
        _ORDINARY,
        "pd:PostalCode",
        "FR_POSTCODE",
        public_register=True,
    ),
    Category.IBAN: CategoryInfo(
        "IBAN", "IBAN", _YES, _BANKING, "pd:FinancialAccountNumber", "IBAN_CODE"
    ),
    Category.RIB: CategoryInfo(
        "RIB", "RIB (bank details)", _YES, _BANKING, "pd:FinancialAccountNumber", "FR_RIB"
    ),
    Category.BIC: CategoryInfo("BIC", "BIC", _JOINED, _BANKING, "pd:BankAccount", "FR_BIC"),
    Category.PAYMENT_CARD: CategoryInfo(
        "carte de paiement",
        "payment card",
        _YES,
        _BANKING,
        "pd:CreditCardNumber",
        "CREDIT_CARD",
    ),
    Category.CARD_NUMBER: CategoryInfo(
        "numéro de carte d'assuré",
        "insurance card number",
        _YES,
        _HIGH,
        "pd:AccountIdentifier",
        "FR_INSURANCE_CARD",
    ),
    Category.CONTRACT_NUMBER: CategoryInfo(
        "numéro de contrat",
        "contract number",
        _YES,
        _HIGH,
        "pd:AccountIdentifier",
        "FR_CONTRACT_NUMBER",
    ),
    Category.MEMBER_NUMBER: CategoryInfo(
        "numéro d'adhérent",
        "member number",
        _YES,
        _HIGH,
        "pd:AccountIdentifier",
        "FR_MEMBER_NUMBER",
    ),
    Category.COVERAGE_PERIOD: CategoryInfo(
        "période de droits",
        "coverage period",
        _JOINED,
        _ORDINARY,
        "pd:Insurance",
        "FR_COVERAGE_PERIOD",
    ),
    Category.INSURER: CategoryInfo(
        "organisme complémentaire", "insurer", _JOINED, _ORDINARY, "pd:Insurance", "FR_INSURER"
    ),
    Category.GUARANTEE: CategoryInfo(
        "garanties", "guarantees", _JOINED, _ORDINARY, "pd:Insurance", "FR_GUARANTEE"
    ),
    Category.CARE_NETWORK: CategoryInfo(
        "réseau de soins", "care network", _JOINED, _ORDINARY, "pd:Insurance", "FR_CARE_NETWORK"
    ),
    Category.INTERNAL_REFERENCE: CategoryInfo(
        "référence interne",
        "internal reference",
        _JOINED,
        _ORDINARY,
        "pd:UID",
        "FR_INTERNAL_REFERENCE",
    ),
    Category.SIREN: CategoryInfo(
        "SIREN", "SIREN", _JOINED, _ORDINARY, "pd:OfficialID", "FR_SIREN", public_register=True
    ),
    Category.SIRET: CategoryInfo(
        "SIRET", "SIRET", _JOINED, _ORDINARY, "pd:OfficialID", "FR_SIRET", public_register=True
    ),
    Category.TVA: CategoryInfo(
        "numéro de TVA",
        "VAT number",
        _JOINED,
        _ORDINARY,
        "pd:OfficialID",
        "FR_TVA",
        public_register=True,
    ),
    Category.COMPANY: CategoryInfo(
        "raison sociale",
        "company name",
        _JOINED,
        _ORDINARY,
        "pd:Professional",
        "FR_COMPANY",
        public_register=True,
    ),
    Category.RPPS: CategoryInfo(
        "RPPS", "RPPS", _YES, _ORDINARY, "pd:OfficialID", "FR_RPPS", public_register=True
    ),
    Category.ADELI: CategoryInfo(
        "ADELI", "ADELI", _YES, _ORDINARY, "pd:OfficialID", "FR_ADELI", public_register=True
    ),
    Category.FINESS: CategoryInfo(
        "FINESS", "FINESS", _JOINED, _ORDINARY, "pd:OfficialID", "FR_FINESS", public_register=True
    ),
    Category.LOGIN: CategoryInfo(
        "identifiant de connexion", "login", _YES, _HIGH, "pd:Username", "FR_LOGIN"
    ),
    Category.SECRET: CategoryInfo(
        "secret d'authentification",
        "authentication secret",
        _YES,
        Sensitivity.CREDENTIAL,
        "pd:Password",
        "FR_SECRET",
    ),
    Category.IP_ADDRESS: CategoryInfo(
        "adresse IP", "IP address", _YES, _ORDINARY, "pd:IPAddress", "IP_ADDRESS"
    ),
    Category.DEVICE: CategoryInfo(
        "terminal", "device", _YES, _ORDINARY, "pd:DeviceBased", "FR_DEVICE"
    ),
    Category.HEALTH: CategoryInfo(
        "donnée de santé", "health data", _JOINED, _SPECIAL, "pd:MedicalHealth", "FR_HEALTH"
    ),
    Category.SOCIAL_STATUS: CategoryInfo(
        "situation sociale (C2S, AME)",
        "social status (C2S, AME)",
        _JOINED,
        _HIGH,
        "pd:SocialStatus",
        "FR_SOCIAL_STATUS",
    ),
    Category.EXEMPTION: CategoryInfo(
        "exonération (ALD, maternité)",
        "exemption (long illness, maternity)",
        _JOINED,
        _SPECIAL,
        "pd:MedicalHealth",
        "FR_EXEMPTION",
    ),
    Category.SALARY: CategoryInfo(
        "rémunération", "salary", _JOINED, _HIGH, "pd:Salary", "FR_SALARY"
    ),
    Category.ETHNICITY: CategoryInfo(
        "origine", "ethnic origin", _JOINED, _SPECIAL, "pd:EthnicOrigin", "FR_ETHNICITY"
    ),
    Category.RELIGION: CategoryInfo(
        "religion", "religion", _JOINED, _SPECIAL, "pd:Religion", "FR_RELIGION"
    ),
    Category.UNION: CategoryInfo(
        "appartenance syndicale",
        "union membership",
        _JOINED,
        _SPECIAL,
        "pd:TradeUnionMembership",
        "FR_UNION",
    ),
    Category.DISABILITY: CategoryInfo(
        "handicap", "disability", _JOINED, _SPECIAL, "pd:Disability", "FR_DISABILITY"
    ),
    Category.FREE_TEXT: CategoryInfo(
        "zone de commentaire libre", "free text", _JOINED, _ORDINARY, "pd:Communication", "FR_TEXT"
    ),
    Category.AMOUNT: CategoryInfo(
        "montant", "amount", _JOINED, _ORDINARY, "pd:Transactional", "FR_AMOUNT"
    ),
}


def of_entity(entity: str) -> Category:
    """The category of a Presidio entity name; KeyError for an entity that is not ours."""
    return _BY_ENTITY[entity]


_BY_ENTITY = {info.entity: category for category, info in CATEGORIES.items()}
