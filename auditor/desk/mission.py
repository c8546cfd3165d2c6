"""An audit about to begin: what the three documents of `audit prepare` are made from."""

from dataclasses import dataclass
from datetime import date

from auditor.desk.roles import RoleRequest
from auditor.model.result import Environment, Mission


@dataclass(frozen=True, slots=True)
class Engagement:
    """The target, the account to ask for, and until when its results are kept."""

    mission: Mission
    environment: Environment
    target: str
    """Name of the target in audit.yaml."""
    location: str
    """Where it is, without any secret; "" where it is not known yet."""
    request: RoleRequest
    delete_by: date
