"""Cells in every medium around one NIR of the INSEE's own kind, and a way to unpack them."""

import base64
import gzip
import json
import zlib

from auditor.detection.nested.cell import Path, Unpacked
from auditor.detection.nested.limits import LIMITS, Limits

NIR = "255081416802538"
DOCUMENT = json.dumps({"assure": {"nir": NIR}})


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


CELLS: dict[str, tuple[str, Path]] = {
    "json": (DOCUMENT, ("@json", "assure", "nir")),
    "json number": (f'{{"nir": {NIR}}}', ("@json", "nir")),
    "json list": (json.dumps([{"nir": NIR}]), ("@json", "*", "nir")),
    "json in json": (json.dumps({"corps": DOCUMENT}), ("@json", "corps", "@json", "assure", "nir")),
    "xml": (f"<a><nir>{NIR}</nir></a>", ("@xml", "a", "nir")),
    "xml attribute": (f'<a nir="{NIR}"/>', ("@xml", "a", "nir")),
    "xml declared": (
        f'<?xml version="1.0" encoding="ISO-8859-1"?><a><nir>{NIR}</nir></a>',
        ("@xml", "a", "nir"),
    ),
    "soap": (
        (
            '<s:Envelope xmlns:s="urn:s"><s:Body><q:Assure xmlns:q="urn:q">'
            f"<q:Nir>{NIR}</q:Nir></q:Assure></s:Body></s:Envelope>"
        ),
        ("@xml", "Envelope", "Body", "Assure", "Nir"),
    ),
    "json in xml": (f"<a><![CDATA[{DOCUMENT}]]></a>", ("@xml", "a", "@json", "assure", "nir")),
    "html field": (f'<form><input name="nir" value="{NIR}"></form>', ("@html", "nir")),
    "html row": (f"<table><tr><th>NIR</th><td>{NIR}</td></tr></table>", ("@html", "NIR")),
    "html that is no xml": (
        f'<b>Assuré</b><br><input name="nir" value="{NIR}"><br>',
        ("@html", "nir"),
    ),
    "csv": (f"nom;nir\nMARTIN;{NIR}\n", ("@csv", "nir")),
    "csv without header": (f"1;{NIR}\n2;{NIR}\n", ("@csv", "2")),
    "base64": (coded(DOCUMENT.encode()), ("@base64", "@json", "assure", "nir")),
    "base64 for urls": (
        base64.urlsafe_b64encode(DOCUMENT.encode()).decode().rstrip("="),
        ("@base64", "@json", "assure", "nir"),
    ),
    "gzip": (
        coded(gzip.compress(DOCUMENT.encode(), mtime=0)),
        ("@base64", "@gzip", "@json", "assure", "nir"),
    ),
    "zlib": (
        coded(zlib.compress(DOCUMENT.encode())),
        ("@base64", "@gzip", "@json", "assure", "nir"),
    ),
    "signed token": (
        "eyJhbGciOiJIUzI1NiJ9."
        + base64.urlsafe_b64encode(f'{{"nir":"{NIR}"}}'.encode()).decode().rstrip("=")
        + ".c2lnbmF0dXJl",
        ("@base64", "@json", "nir"),
    ),
    "hl7": (
        f"MSH|^~\\&|GAM|CHU|DPI|CHU|20240102||ADT^A01|7|P|2.5\rPID|1||{NIR}^^^NIR||DUBOIS^CLAIRE\r",
        ("@hl7", "PID", "patient_identifiers"),
    ),
    "query": (f"/droits?page=2&nir={NIR}", ("@query", "nir")),
    "form": (f"page=2&nir={NIR}", ("@query", "nir")),
    "url path": (f"https://portail.test/assures/{NIR}/droits", ("@query", "assures")),
    "encoded query": (
        "/recherche?filtre=%7B%22nir%22%3A%22" + NIR + "%22%7D",
        ("@query", "filtre", "@json", "nir"),
    ),
}


def unpack(cell: str, limits: Limits = LIMITS) -> Unpacked:
    unpacked = Unpacked(limits)
    unpacked.text((), cell)
    return unpacked
