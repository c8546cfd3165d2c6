"""Drives a browser over the demonstration portal and keeps what it records: `./dev record`."""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from auditor.demo.organisations import Practitioner
from auditor.demo.world import World, create
from recording.portal import serving

ROOT = Path(__file__).resolve().parents[1]
RECORDED = ROOT / "tests" / "connectors" / "portal" / "recorded"
SHOWN = ROOT / "auditor" / "demo" / "captures"
SEED = 2024
HOST = "http://portail.operateur-fictif.example"
_OFFLINE = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--no-first-run", "--no-sandbox",
)  # fmt: skip
_SOAP = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<d:ConsulterDroits xmlns:d="urn:operateur-fictif:droits"><d:numeroAdherent>{member}'
    "</d:numeroAdherent></d:ConsulterDroits></soap:Body></soap:Envelope>"
)


def main() -> int:
    """Record both accounts; the files of an earlier run are replaced."""
    browser = os.environ.get("AUDIT_CHROMIUM") or shutil.which("chromium")
    if not browser:
        print("No chromium was found. On Debian: apt-get install chromium", file=sys.stderr)
        return 2
    world = create(SEED)
    for folder in (RECORDED, SHOWN):
        folder.mkdir(parents=True, exist_ok=True)
    with serving(world) as port, tempfile.TemporaryDirectory() as scratch:
        for name, kind in (("pharmacie_a", "Pharmacie"), ("opticien_b", "Optique")):
            file = Path(scratch) / f"{name}.har"
            one = next(p for p in world.practitioners if p.firm.startswith(kind))
            _record(browser, port, file, world, one)
            text = _settled(file.read_text(encoding="utf-8"))
            (RECORDED / f"{name}.har").write_text(text, encoding="utf-8")
            (SHOWN / f"{name}.har").write_text(text, encoding="utf-8")
            print(f"{name}.har: {len(text) // 1024} kB")
    return 0


def _record(browser: str, port: int, file: Path, world: World, one: Practitioner) -> None:
    rules = f"--host-resolver-rules=MAP *.example 127.0.0.1:{port},EXCLUDE localhost"
    with sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=browser, args=[*_OFFLINE, rules])
        context = started.new_context(
            record_har_path=str(file), record_har_content="embed", locale="fr-FR"
        )
        _walk(context, world, one)
        context.close()
        started.close()


def _walk(context: BrowserContext, world: World, one: Practitioner) -> None:
    """What somebody does in a morning: log in, look up rights, the directory, an invoice."""
    _log_in(context.new_page(), one)
    families = (at for at, one in enumerate(world.households) if len(one.dependants) > 1)
    contracts = [world.contracts[at] for at in (0, 7, next(families))]
    page = _screen(context, "/droits")
    for contract in contracts[:2]:
        birth = world.households[contract.id - 1].insured.birth
        _call(page, f"/api/droits?adherent={contract.member}&naissance={birth.isoformat()}")
    for member in (contracts[2].member, "X0000000000"):
        _call(page, "/api/droits/recherche", json.dumps({"numAdherent": member}))
    _call(page, "/ws/droits", _SOAP.format(member=world.contracts[40].member), "text/xml")
    who = world.households[contracts[0].id - 1].insured
    _screen(context, f"/assures/{who.nir}{who.key}/fiche")
    page = _screen(context, "/annuaire")
    _call(page, "/api/annuaire?page=2")
    _call(page, "/exports/annuaire.csv")
    page = _screen(context, "/accueil")
    _call(page, "/api/mon-compte")
    bill = next(bill for bill in world.invoices if bill.practitioner is one)
    _call(page, f"/api/factures/{bill.id}")
    _call(page, "/api/statistiques")
    _screen(context, "/aide")
    _screen(context, "/aide")


def _log_in(page: Page, one: Practitioner) -> None:
    page.goto(f"{HOST}/connexion")
    page.fill("#i", one.login)
    page.fill("#m", "Recette-2024!")
    page.click("button")
    page.wait_for_url("**/accueil")


def _screen(context: BrowserContext, place: str) -> Page:
    """A screen in a tab of its own, so that the capture keeps its title."""
    page = context.new_page()
    page.goto(f"{HOST}{place}", wait_until="networkidle")
    return page


def _call(page: Page, place: str, body: str = "", mime: str = "application/json") -> None:
    """Call the interface as the scripts of the page would."""
    page.evaluate(
        """async ([place, body, mime]) => {
            const how = body ? {method: 'POST', body, headers: {'Content-Type': mime}} : {};
            await (await fetch(place, how)).text();
        }""",
        [place, body, mime],
    )


def _settled(text: str) -> str:
    """The capture without what differs from one run to the next and says nothing."""
    capture = json.loads(text)
    for entry in capture["log"]["entries"]:
        for key in ("timings", "_frameref", "_monotonicTime", "serverIPAddress", "_serverPort"):
            entry.pop(key, None)
        entry["time"] = 0
    return json.dumps(capture, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    sys.exit(main())
