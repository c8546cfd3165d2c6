"""What several tests of exchanges ask."""

from collections.abc import Iterable

from auditor.exposure.portal.showing import Showing
from auditor.model.exchanges import Leaf
from auditor.model.visits import RESPONSE
from auditor.model.vocabulary import Category, Subject

FAILED = 400
COVERED = frozenset({Subject.INSURED, Subject.DEPENDANT})
PERSONAL = frozenset(
    {Category.NIR, Category.PERSON, Category.BIRTH_DATE, Category.EMAIL_ADDRESS, Category.IBAN}
    | {Category.RIB, Category.PHONE_NUMBER, Category.MEMBER_NUMBER, Category.CONTRACT_NUMBER}
    | {Category.ADDRESS, Category.CARD_NUMBER, Category.PAYMENT_CARD, Category.HEALTH}
    | {Category.LOGIN, Category.PSEUDONYM}
)
TRACED = PERSONAL - {Category.LOGIN, Category.PSEUDONYM}
STRONG = frozenset({Category.NIR, Category.IBAN, Category.RIB, Category.CARD_NUMBER})


def sent(showing: Showing) -> Iterable[Leaf]:
    """The values that a caller wrote."""
    return (
        leaf
        for leaf in showing.visit.exchange.request.leaves
        if leaf.part in {"path", "query", "form", "body"}
    )


def shows_personal(showing: Showing) -> bool:
    """Whether an answer shows personal data of anybody but a firm."""
    return any(
        one.category in PERSONAL
        and one.sighting.side == RESPONSE
        and one.subject is not Subject.ORGANISATION
        for one in showing.shown
    )
