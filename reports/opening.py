"""The sentence that opens every report."""

from collections import Counter

from auditor.model.exposure import PersonCount
from auditor.model.result import Headline, Result
from auditor.model.vocabulary import Audience
from auditor.reports.wording import Wording


def sentence(wording: Wording, headline: Headline) -> str:
    """The sentence that opens every report."""
    insured, colleagues = headline.insured, headline.practitioners
    parts = []
    if insured.value is None or insured.value > 0:
        parts.append(_reached(wording, "headline.insured", insured))
    if colleagues.value is None or colleagues.value > 0:
        practitioner = headline.audience == Audience.PRACTITIONER
        key = "headline.colleagues" if practitioner else "headline.practitioners"
        parts.append(_reached(wording, key, colleagues))
    if not parts:
        return wording.messages.text("headline.nothing", surface=headline.surface)
    return wording.messages.text(
        "headline.sentence" if headline.declared else "headline.presumed",
        audience=wording.messages.label("audience", headline.audience),
        surface=headline.surface,
        reached=wording.messages.text("list.and").join(parts),
    )


def without(wording: Wording, result: Result) -> tuple[str, str]:
    """What was found where no reach was computed, and what would settle more."""
    if result.files:
        return _of_files(wording, result)
    messages, personal = wording.messages, result.summary.personal_fields
    found = messages.text("headline.absent.nothing", personal=personal)
    if result.findings:
        count = len(result.findings)
        found = messages.count("headline.absent.findings", count, personal=personal)
    widest = max(result.reach, key=lambda one: one.listable.value or 0, default=None)
    if widest is not None and widest.listable.value:
        return found, messages.count(
            "headline.absent.inside", widest.listable.value, surface=widest.surface
        )
    if any(surface.declared for surface in result.surfaces):
        return found, messages.text("headline.absent.uncomputed")
    return found, messages.text("headline.absent.undeclared")


def _of_files(wording: Wording, result: Result) -> tuple[str, str]:
    """How many files of migrations were read, what they amount to, and what was found in them."""
    messages, files = wording.messages, Counter(one.verdict for one in result.files)
    verdicts = ", ".join(
        f"{messages.number(files[verdict])} {messages.label('file', verdict)}"
        for verdict in ("flag", "unread", "improvement", "harmless")
        if files[verdict]
    )
    told = messages.count("headline.files", len(result.files), verdicts=verdicts)
    if not result.findings:
        return told, messages.text("headline.files.findings.none")
    return told, messages.count("headline.files.findings", len(result.findings))


def basis(wording: Wording, headline: Headline) -> str:
    """Where the counts of the opening sentence come from, and the purposes it rests on."""
    counts = (headline.insured, headline.practitioners)
    bases = dict.fromkeys(c.basis for c in counts if c.value is not None and c.value > 0)
    purposes = ", ".join(wording.messages.text(f"purpose.{name}") for name in headline.purposes)
    said = [wording.messages.text(f"headline.basis.{basis.value}") for basis in bases]
    if purposes:
        said.append(wording.messages.text("headline.purposes", purposes=purposes))
    return " ".join(said)


def _reached(wording: Wording, key: str, count: PersonCount) -> str:
    if count.value is None:
        return wording.messages.text(f"{key}.unknown")
    number = wording.messages.number(count.value)
    if not count.exact:
        number = wording.messages.text("headline.about", n=number)
    return wording.messages.count(key, count.value, number=number)
