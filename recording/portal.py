"""The demonstration portal: a web server on the loopback that serves the screens."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from auditor.demo.organisations import Practitioner
from auditor.demo.world import Contract, World
from recording import screens
from recording.screens import Answer

_TRACKER = "mesure.tiers.example"
_PIXEL = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)


@contextmanager
def serving(world: World) -> Iterator[int]:
    """Serve the portal while the block runs; gives the port."""
    handler = type("Bound", (_Handler,), {"world": world})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    """One request to the portal of a world."""

    world: ClassVar[World]
    server_version, sys_version = "Portail", ""
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer a query."""
        if self.headers.get("Host", "").startswith(_TRACKER):
            self._send(200, _PIXEL, "image/gif", (("Set-Cookie", "visiteur=v-001; Path=/"),))
            return
        parts = urlsplit(self.path)
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self._answer(self._fixed(parts.path, asked) or self._found(parts.path, asked))

    def do_POST(self) -> None:
        """Answer a form or a call."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if self.path == "/connexion":
            self._log_in(parse_qs(body).get("identifiant", [""])[0])
        elif self.path == "/ws/droits":
            self._answer(screens.soap(self.world.contracts[40], self.world))
        elif self.path == "/api/droits/recherche":
            found = self._contract(json.loads(body).get("numAdherent", ""))
            self._answer(screens.rights_in_full(found, self.world) if found else screens.unknown())
        else:
            self._answer(screens.page("Introuvable", "", status=404))

    def _fixed(self, path: str, asked: dict[str, str]) -> Answer | None:
        one, number = self._account(), int(asked.get("page", "1"))
        answers: dict[str, Callable[[], Answer]] = {
            "/connexion": screens.login_page,
            "/droits": screens.rights_form,
            "/annuaire": screens.directory_page,
            "/aide": screens.help_page,
            "/api/statistiques": screens.failure,
            "/accueil": lambda: screens.home(one),
            "/api/mon-compte": lambda: screens.account(one),
            "/api/annuaire": lambda: screens.directory(self.world, number),
            "/exports/annuaire.csv": lambda: screens.export(self.world),
        }
        return answers[path]() if path in answers else None

    def _found(self, path: str, asked: dict[str, str]) -> Answer:
        if path == "/api/droits":
            found = self._contract(asked.get("adherent", ""))
            return screens.rights(found, self.world) if found else screens.unknown()
        if path.startswith("/api/factures/"):
            return screens.invoice(self._account(), self.world)
        if path.startswith("/assures/"):
            nir = path.split("/")[2][:13]
            held = enumerate(self.world.households)
            order = next(at for at, household in held if household.insured.nir == nir)
            return screens.sheet(self.world.contracts[order], self.world)
        return screens.page("Introuvable", "", status=404)

    def _contract(self, member: str) -> Contract | None:
        return next((one for one in self.world.contracts if one.member == member), None)

    def _account(self) -> Practitioner:
        login = self.headers.get("Cookie", "").partition("compte=")[2].partition(";")[0]
        return self._known(login)

    def _known(self, login: str) -> Practitioner:
        held = self.world.practitioners
        return next((one for one in held if one.login == login), held[0])

    def _log_in(self, login: str) -> None:
        one = self._known(login)
        fields = (
            ("Location", "/accueil"),
            ("Set-Cookie", f"session={screens.session_of(one)}; Path=/; HttpOnly"),
            ("Set-Cookie", f"compte={one.login}; Path=/"),
        )
        self._send(302, b"", "text/html", fields)

    def _answer(self, answer: Answer) -> None:
        data = answer.body.encode(answer.charset, "replace")
        self._send(answer.status, data, answer.mime, answer.headers)

    def _send(
        self, status: int, data: bytes, mime: str, fields: tuple[tuple[str, str], ...]
    ) -> None:
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Type", mime)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
