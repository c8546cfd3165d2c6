"""Whether a condition keeps rows from whoever asks."""

import logging

import pytest

from auditor.lineage.conditions import MAX_LENGTH, restricts

ALWAYS = (
    "true",
    "(1 = 1)",
    "(id = id)",
    "(true OR (ps_id = 3))",
    "((x IS NULL) OR (x IS NOT NULL))",
    "( SELECT true AS bool)",
    "(EXISTS ( SELECT 1))",
    "((nom)::text ~~ '%'::text)",
    "('t'::boolean)",
    "(2 > 1)",
    "(NOT false)",
    "((a = 1) OR (a <> 1))",
    "(id = ANY (ARRAY[id]))",
    "((id IS NOT DISTINCT FROM id) AND ('x' = 'x'))",
    "((id = id) = true)",
)
BY_SESSION = (
    "false",
    "(1 = 0)",
    "NULL",
    "(ps_id = (current_setting('app.ps'::text))::integer)",
    "((login)::name = CURRENT_USER)",
    "(ps_id IN ( SELECT h.ps_id FROM public.hab h WHERE (h.login = CURRENT_USER)))",
    "(EXISTS ( SELECT 1 FROM hab h WHERE ((h.login = CURRENT_USER) AND (h.id = dossier.id))))",
    "(tenant = app.tenant())",
    "((tenant = app.tenant()) AND actif)",
    "((login = SESSION_USER) OR (backup = CURRENT_ROLE))",
    "pg_has_role(CURRENT_USER, equipe, 'member'::text)",
)
UNTOLD = (
    "actif",
    "(statut <> 'clos')",
    "app.peut_voir(id)",
    "(app.peut_voir(id) = true)",
    "(current_setting('a') = 'on')",
    "(EXISTS ( SELECT 1 FROM public.hab h WHERE (h.login = CURRENT_USER)))",
    "((current_setting('t', true) IS NULL) OR (tenant = current_setting('t')))",
    "((CURRENT_USER = 'lot') OR (ps = CURRENT_USER))",
    "(((",
    "(" * 5_000 + "true",
    "x" * (MAX_LENGTH + 1),
)


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        *((condition, "no") for condition in ALWAYS),
        *((condition, "yes") for condition in BY_SESSION),
        *((condition, "unknown") for condition in UNTOLD),
    ],
)
def test_restricts(condition: str, says: str) -> None:
    assert restricts(condition, "postgres") == says


def test_nothing_of_the_text_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        restricts("nir = '1800175123456' !! (", "postgres")
    assert "1800175123456" not in caplog.text
