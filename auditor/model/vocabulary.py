"""Closed lists that every other module speaks in; labels and properties live in `taxonomy`."""

from enum import StrEnum


class Category(StrEnum):
    """A kind of personal data, or a kind that is only weighed to be told apart from one."""

    NIR = "NIR"
    PSEUDONYM = "PSEUDONYM"
    PERSON = "PERSON"
    BIRTH_DATE = "BIRTH_DATE"
    BIRTH_PLACE = "BIRTH_PLACE"
    DEATH_DATE = "DEATH_DATE"
    SEX = "SEX"
    FAMILY_LINK = "FAMILY_LINK"
    EMAIL_ADDRESS = "EMAIL_ADDRESS"
    PHONE_NUMBER = "PHONE_NUMBER"
    ADDRESS = "ADDRESS"
    CITY = "CITY"
    POSTCODE = "POSTCODE"
    IBAN = "IBAN"
    RIB = "RIB"
    BIC = "BIC"
    PAYMENT_CARD = "PAYMENT_CARD"
    CARD_NUMBER = "CARD_NUMBER"
    CONTRACT_NUMBER = "CONTRACT_NUMBER"
    MEMBER_NUMBER = "MEMBER_NUMBER"
    COVERAGE_PERIOD = "COVERAGE_PERIOD"
    INSURER = "INSURER"
    GUARANTEE = "GUARANTEE"
    CARE_NETWORK = "CARE_NETWORK"
    INTERNAL_REFERENCE = "INTERNAL_REFERENCE"
    SIREN = "SIREN"
    SIRET = "SIRET"
    TVA = "TVA"
    COMPANY = "COMPANY"
    RPPS = "RPPS"
    ADELI = "ADELI"
    FINESS = "FINESS"
    LOGIN = "LOGIN"
    SECRET = "SECRET"  # noqa: S105 - the name of a category, not a credential
    IP_ADDRESS = "IP_ADDRESS"
    DEVICE = "DEVICE"
    HEALTH = "HEALTH"
    SOCIAL_STATUS = "SOCIAL_STATUS"
    EXEMPTION = "EXEMPTION"
    SALARY = "SALARY"
    ETHNICITY = "ETHNICITY"
    RELIGION = "RELIGION"
    UNION = "UNION"
    DISABILITY = "DISABILITY"
    FREE_TEXT = "FREE_TEXT"
    AMOUNT = "AMOUNT"


class Personal(StrEnum):
    """Whether a category is personal data by itself, only once joined to a person, or not."""

    YES = "yes"
    WHEN_JOINED = "when_joined"
    NO = "no"


class Subject(StrEnum):
    """Whose data a field holds."""

    INSURED = "insured"
    DEPENDANT = "dependant"
    PRACTITIONER = "practitioner"
    STAFF = "staff"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


class Form(StrEnum):
    """In which state a value is kept; everything but `CLEAR` lowers what a reader learns."""

    CLEAR = "clear"
    MASKED = "masked"
    TRUNCATED = "truncated"
    HASHED = "hashed"
    TOKENISED = "tokenised"
    ENCRYPTED = "encrypted"
    TEST = "test"


class Mode(StrEnum):
    """`IS`: the field is made of the category. `CONTAINS`: the category occurs in some cells."""

    IS = "is"
    CONTAINS = "contains"


class Evidence(StrEnum):
    """What a verdict rests on."""

    VALUES = "values"
    NAMES = "names"
    BOTH = "both"


class Audience(StrEnum):
    """Who stands before a surface."""

    PRACTITIONER = "practitioner"
    INSURED = "insured"
    INSURER = "insurer"
    SUPPORT = "support"
    STATISTICS = "statistics"
    DEVELOPER = "developer"
    ADMINISTRATOR = "administrator"
    PUBLIC = "public"


class Scope(StrEnum):
    """Whose records a surface shows to one account."""

    OWN = "own"
    ASKED_PERSON = "asked_person"
    EVERYONE = "everyone"


class Origin(StrEnum):
    """Whether the caller already had the value."""

    ECHOED = "echoed"
    REVEALED = "revealed"


class Necessity(StrEnum):
    """What the purpose says of an exposure."""

    NEEDED = "needed"
    EXCESSIVE = "excessive"
    TO_JUSTIFY = "to_justify"
    UNDETERMINED = "undetermined"


class Provenance(StrEnum):
    """Where a cell of the purpose matrix comes from, the weakest last but one."""

    TEXT = "text"
    USAGE = "usage"
    HYPOTHESIS = "hypothesis"
    CONFIRMED = "confirmed"


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for `INFO` up to 4 for `CRITICAL`."""
        return len(Severity) - 1 - list(Severity).index(self)


class EnvironmentKind(StrEnum):
    """What kind of data the target holds."""

    PRODUCTION = "production"
    PRODUCTION_COPY = "production_copy"
    PSEUDONYMISED = "pseudonymised"
    SYNTHETIC = "synthetic"


class Basis(StrEnum):
    """Where a count of persons comes from; two bases are never added."""

    MEASURED = "measured"
    DECLARED = "declared"
    STRUCTURE = "structure"


class GapKind(StrEnum):
    """Why something was not read or not decided; only `UNREAD` makes a run incomplete."""

    UNREAD = "unread"
    BOUNDED = "bounded"
    UNDECLARED = "undeclared"
    UNDECIDED = "undecided"
