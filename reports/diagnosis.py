"""What `audit doctor` says of a target, for a terminal."""

from collections import Counter
from collections.abc import Sequence

from auditor.desk.diagnosis import Closed, Diagnosis
from auditor.reports.messages import Messages
from auditor.reports.names import shorten, visible

_MOST = 5
_WIDTH = 60
_HOUR, _MINUTE = 3600, 60


def render(diagnosis: Diagnosis, tools: Sequence[tuple[str, str]], lang: str) -> str:
    """A short page: the target, what can be read, what cannot, the account, time, drivers."""
    words = Messages(lang)
    lines = [_head(diagnosis), "", _readable(diagnosis, words)]
    lines += _closed(diagnosis.closed, words)
    lines += _hidden(diagnosis, words)
    lines += ["", words.text(_account(diagnosis))]
    lines += [words.text(f"warning.{code}") for code in diagnosis.warnings]
    lines += ["", *_size(diagnosis, words)]
    lines += [words.text("doctor.tools", tools=", ".join(f"{n} {v}" for n, v in tools))]
    lines += ["", words.text("doctor.ready" if diagnosis.ready else "doctor.not_ready")]
    return "\n".join(lines) + "\n"


def _account(diagnosis: Diagnosis) -> str:
    if diagnosis.can_write:
        return "doctor.can_write"
    return "doctor.file_writable" if diagnosis.file_writable else "doctor.read_only"


def _head(diagnosis: Diagnosis) -> str:
    server = " ".join(part for part in (diagnosis.dialect, diagnosis.version) if part)
    return f"{visible(diagnosis.source)} · {visible(diagnosis.location)} · {visible(server)}"


def _readable(diagnosis: Diagnosis, words: Messages) -> str:
    return words.text(
        "doctor.readable",
        readable=diagnosis.readable,
        containers=diagnosis.containers,
        columns=diagnosis.columns,
        views=diagnosis.views,
    )


def _closed(closed: Sequence[Closed], words: Messages) -> list[str]:
    """What cannot be read, by reason, with a few names."""
    if not closed:
        return [words.text("doctor.nothing_closed")]
    lines = [words.count("doctor.closed", len(closed))]
    for code, times in Counter(one.code for one in closed).most_common():
        key = f"gap.{code}" if words.known(f"gap.{code}") else f"error.{code}"
        places = [_place(one) for one in closed if one.code == code]
        said = words.text(key, sqlstate="?", container="")
        lines.append(f"  – {said} ({words.number(times)} ×) : {_listed(places, words)}")
    return lines


def _hidden(diagnosis: Diagnosis, words: Messages) -> list[str]:
    if not diagnosis.hidden:
        return []
    places = [_place(one) for one in diagnosis.hidden]
    return [
        words.count("doctor.hidden", len(places), places=_listed(places, words)),
    ]


def _place(one: Closed) -> str:
    return shorten(visible(".".join(part for part in (one.container, one.column) if part)), _WIDTH)


def _listed(places: Sequence[str], words: Messages) -> str:
    shown = ", ".join(places[:_MOST])
    hidden = len(places) - _MOST
    return shown if hidden <= 0 else f"{shown} {words.count('list.more', hidden)}"


def _size(diagnosis: Diagnosis, words: Messages) -> list[str]:
    if diagnosis.seconds is None:
        return [words.text("doctor.no_estimate")]
    least, most = diagnosis.seconds
    lines = [
        words.text(
            "doctor.size",
            rows=diagnosis.rows,
            least=_time(least, words),
            most=_time(most, words),
        )
    ]
    if diagnosis.unsized:
        lines.append(words.count("doctor.unsized", diagnosis.unsized))
    return lines


def _time(seconds: int, words: Messages) -> str:
    if seconds >= _HOUR:
        return words.text("doctor.hours", n=round(seconds / _HOUR, 1))
    if seconds >= _MINUTE:
        return words.text("doctor.minutes", n=round(seconds / _MINUTE))
    return words.text("doctor.seconds", n=max(seconds, 1))
