"""Faults to tell a person about."""


class AuditError(Exception):
    """What failed and what to do next, by message id.

    `code` names the sentence `error.<code>` of the message catalogue and `detail` fills it.
    Neither ever holds an audited value, a password or a driver's own message. The command ends
    with exit code 2.
    """

    def __init__(self, code: str, **detail: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.detail = {name: str(value) for name, value in detail.items()}


class TargetError(AuditError):
    """The target cannot be opened at all."""


class ReadError(AuditError):
    """One container cannot be read (further); it becomes an `unread` gap and the scan goes on."""


class ConfigurationError(AuditError):
    """audit.yaml, a rule pack or another YAML file is wrong; detail has file, line and column."""
