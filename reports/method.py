"""How a Result was made and how much was read."""

from collections.abc import Iterable

from auditor.model.result import Coverage, Result
from auditor.reports.digests import result_digest
from auditor.reports.wording import Wording


def coverage(wording: Wording, result: Result) -> str:
    """How much was read, in one sentence."""
    summary = result.summary
    if not summary.containers and result.files:
        return wording.messages.count("check.files", len(result.files))
    if not summary.containers:
        return wording.messages.text("coverage.none")
    return wording.messages.text(
        "coverage.sentence",
        read=summary.containers_read,
        containers=summary.containers,
        rows=summary.rows_read,
        fields=summary.fields,
        personal=summary.personal_fields,
        mode=wording.messages.label("run", result.run.mode),
    )


def rows(wording: Wording, coverage: Coverage) -> str:
    """Rows read of a container, and of how many."""
    if coverage.rows_read is None:
        return "–"
    read = wording.messages.number(coverage.rows_read)
    if coverage.rows is None or coverage.rows == coverage.rows_read:
        return read
    return f"{read} / {wording.messages.number(coverage.rows)}"


def unverified(wording: Wording, keys: Iterable[str]) -> bool:
    """Whether one of these references was never checked on the official text."""
    known = (wording.references.get(key) for key in keys)
    return any(reference is not None and not reference.verified for reference in known)


def method(wording: Wording, result: Result) -> list[tuple[str, str]]:
    """How the result was made, as pairs of a name and a text."""
    run, text = result.run, wording.messages.text
    environment, policy = result.environment, result.policy
    mode = wording.messages.label("run", run.mode)
    if run.sample_rows:
        mode = text("method.mode_sample", rows=run.sample_rows)
    how = text("method.declared" if environment.declared else "method.guessed")
    kind = wording.messages.label("environment", environment.kind)
    pairs = [
        (
            text("method.instrument"),
            text("method.tool", tool=run.tool, version=run.version, command=run.command),
        ),
        (text("method.dates"), f"{run.started} – {run.finished}"),
        (text("method.mode"), mode),
        (
            text("method.environment"),
            text("method.environment_value", kind=kind, how=how) if environment.kind else kind,
        ),
        (
            text("method.policy"),
            text("method.policy_value", confirmed=policy.confirmed, cells=policy.cells),
        ),
        (text("method.rules"), run.rules),
        (text("method.policy_digest"), policy.digest),
        (text("method.result_digest"), result_digest(result)),
        (text("method.seed"), str(run.seed)),
        (
            text("method.warnings"),
            " ".join(text(f"warning.{code}") for code in result.warnings),
        ),
    ]
    production = environment.production_persons
    if production:
        value = text(
            "method.production_value",
            n=production.value,
            source=production.source,
            date=wording.messages.date(production.date),
        )
        pairs.append((text("method.production"), value))
    return [(name, value) for name, value in pairs if value]
