"""The three short French documents that open an audit, as Markdown."""

from auditor.desk.mission import Engagement
from auditor.desk.roles import script_of
from auditor.reports.messages import Messages
from auditor.reports.names import visible
from auditor.reports.texts import fill

DOCUMENTS = ("1-note-de-cadrage.md", "2-demande-de-compte.md", "3-registre.md")
_PRODUCTS = {
    "postgresql": "PostgreSQL",
    "mysql": "MySQL",
    "mariadb": "MariaDB",
    "oracle": "Oracle Database",
    "mssql": "SQL Server",
    "sqlite": "SQLite",
}


def documents(engagement: Engagement) -> dict[str, str]:
    """Scope note, request for an account, register entry: text by file name.

    French whatever the language of the interface: they are addressed to a French organisation.
    """
    words = Messages("fr")
    request = engagement.request
    script = script_of(request)
    environment = engagement.environment
    kind = words.label("environment", environment.kind) if environment.kind else ""
    values = {
        "mission": engagement.mission,
        "target": engagement.target,
        "location": engagement.location,
        "product": _PRODUCTS[request.dialect],
        "database": request.database,
        "schemas": request.schemas,
        "role": request.role,
        "is_file": request.dialect == "sqlite",
        "environment": kind,
        "begins": words.date(request.begins.isoformat()),
        "expires": words.date(request.expires.isoformat()),
        "delete_by": words.date(engagement.delete_by.isoformat()),
        "creation": [visible(line) for line in script.creation],
        "check": [visible(line) for line in script.check],
        "removal": [visible(line) for line in script.removal],
    }
    return {name: fill(name, **values) for name in DOCUMENTS}
