"""The work around a scan: decisions, comparison, questions on purposes, the account to ask for."""
