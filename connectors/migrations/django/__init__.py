"""Django migrations: the operations of the class, with the models that earlier ones left."""

from auditor.connectors.migrations.django.read import read

__all__ = ["read"]
