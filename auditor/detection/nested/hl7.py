"""HL7 version 2 messages: segments of fields, named as chapters 2, 3 and 6 of the standard do."""

import re
from collections.abc import Iterator

Values = Iterator[tuple[tuple[str, ...], str | None]]

_SEGMENT = re.compile(r"[A-Z][A-Z0-9]{2}")
_BREAKS = re.compile(r"[\r\n]+|\\r|\\n")
"""Also the escapes that a log writes for the carriage return between segments."""
_NAMES: dict[tuple[str, int], str] = {
    ("PID", 2): "patient_id",
    ("PID", 3): "patient_identifiers",
    ("PID", 4): "alternate_patient_id",
    ("PID", 5): "patient_name",
    ("PID", 6): "maiden_name",
    ("PID", 7): "birth_date",
    ("PID", 8): "sex",
    ("PID", 9): "patient_alias_name",
    ("PID", 11): "patient_address",
    ("PID", 13): "home_phone",
    ("PID", 14): "business_phone",
    ("PID", 17): "religion",
    ("PID", 18): "patient_account_number",
    ("PID", 19): "ssn_number",
    ("PID", 22): "ethnic_group",
    ("PID", 23): "birth_place",
    ("PID", 29): "death_date",
    ("NK1", 2): "contact_name",
    ("NK1", 3): "relationship",
    ("NK1", 4): "contact_address",
    ("NK1", 5): "contact_phone",
    ("IN1", 2): "insurance_plan_id",
    ("IN1", 4): "insurance_company_name",
    ("IN1", 16): "insured_name",
    ("IN1", 18): "insured_birth_date",
    ("IN1", 19): "insured_address",
    ("IN1", 36): "policy_number",
    ("IN1", 49): "insured_id_number",
    ("PV1", 7): "attending_doctor_name",
    ("PV1", 8): "referring_doctor_name",
    ("DG1", 3): "diagnosis_code",
    ("OBX", 5): "observation_value",
    ("NTE", 3): "comment",
}


def seems_hl7(text: str) -> bool:
    """Whether a text begins as a message does: MSH and its separators."""
    return text.startswith("MSH|") and len(text) > len("MSH|^~\\&|")


def of_hl7(text: str, _cuts: set[str]) -> Values | None:
    """Each component under segment and field; a field without a name of its own has its number."""
    if not seems_hl7(text.strip()):
        return None
    return _fields(text.strip())


def _fields(text: str) -> Values:
    for line in _BREAKS.split(text):
        segment, *fields = line.split("|")
        if not _SEGMENT.fullmatch(segment):
            continue
        for place, field in enumerate(fields, start=2 if segment == "MSH" else 1):
            name = _NAMES.get((segment, place), str(place))
            for value in _parts(segment, place, field):
                yield (segment, name), value or None


def _parts(segment: str, place: int, field: str) -> Iterator[str]:
    """The repetitions of a field; names and addresses as one text, the rest by component."""
    if segment == "MSH" and place == 2:  # noqa: PLR2004 - the separators themselves
        return
    together = _NAMES.get((segment, place), "").endswith(("name", "address"))
    for repeated in field.split("~"):
        parts = [part.strip() for part in re.split(r"[\^&]", repeated) if part.strip()]
        yield from [" ".join(parts)] if together else parts
