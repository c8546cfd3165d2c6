"""Every value of an exchange has an address, whatever it is written in."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from auditor.model.exchanges import Exchange
from tests.connectors.portal.conftest import b64, fields, values

Read = Callable[..., Exchange]
NIR, OTHER = "255081416802538", "294037512000591"
"""Documentation values of the CNAM."""


def token(**claims: str) -> str:
    parts = (b64(json.dumps(one)).rstrip("=") for one in ({"alg": "HS256"}, claims))
    return ".".join([*parts, "c2lnbmF0dXJl"])


def test_parts_of_a_request(read: Read) -> None:
    jwt = token(nir=NIR)
    one = read(
        f"https://portail.example/assures/{NIR};v=1/fiche?du=2024-01-01&q=%7B%22nom%22%3A%22A%22%7D",
        sent=fields(
            Cookie=f"s={jwt}; prefs=%7B%22login%22%3A%22ph_a%22%7D",
            Authorization="Basic " + b64("ph_a:secret"),
            Referer=f"https://portail.example/liste?nir={NIR}",
            User_Agent="Mozilla/5.0",
        ),
    )
    found = values(one.request)
    assert found["path:seg/2"] == [NIR]
    assert found["path:seg/2/;v"] == ["1"]
    assert found["query:du"] == ["2024-01-01"]
    assert found["query:q/@json/nom"] == ["A"]
    assert found["cookie:s/@jwt/payload/nir"] == [NIR]
    assert found["cookie:prefs/@json/login"] == ["ph_a"]
    assert found["header:authorization/@basic/user"] == ["ph_a"]
    assert found["header:referer/@query/nir"] == [NIR]
    assert not any("user-agent" in key for key in found)


def test_json_keys_arrays_and_kinds(read: Read) -> None:
    body = {"assures": [{"nom": "A", "actif": True, "rang": 1, "fin": None}, {"nom": "B"}]}
    leaves = read(text=json.dumps(body)).response.leaves
    assert [(leaf.path, leaf.indexes, leaf.kind, leaf.text) for leaf in leaves] == [
        (("assures", "*", "nom"), (0,), "text", "A"),
        (("assures", "*", "actif"), (0,), "boolean", "true"),
        (("assures", "*", "rang"), (0,), "number", "1"),
        (("assures", "*", "fin"), (0,), "null", ""),
        (("assures", "*", "nom"), (1,), "text", "B"),
    ]


def test_numbers_keep_their_digits(read: Read) -> None:
    found = values(read(text='{"nir": 255081416802538, "x": 1.10, "id": 00012}').response)
    assert found["body:nir"] == [NIR]
    assert found["body:x"] == ["1.10"]


def test_a_key_that_is_an_identifier_is_a_value(read: Read) -> None:
    text = json.dumps({"dossiers": {NIR: {"nom": "A"}, OTHER: {"nom": "B"}}})
    found = values(read(text=text).response)
    assert found["body:dossiers/{key}/@key"] == [NIR, OTHER]
    assert found["body:dossiers/{key}/nom"] == ["A", "B"]
    assert NIR not in "".join(found)


def test_names_of_people_as_keys_are_values(read: Read) -> None:
    people = {
        f"{name} Camille": {"rib": "x", "ville": "y"} for name in ("DURAND", "PETIT", "LE ROY")
    }
    found = values(read(text=json.dumps(people)).response)
    assert "DURAND Camille" in found["body:{key}/@key"]


def test_json_in_json_in_json(read: Read) -> None:
    inner = json.dumps({"c": json.dumps({"nir": NIR})})
    found = values(read(text=json.dumps({"a": inner, "b": json.dumps(inner)})).response)
    assert found["body:a/@json/c/@json/nir"] == [NIR]
    assert found["body:b/@json/@json/c/@json/nir"] == [NIR]


def test_base64_and_tokens_in_json(read: Read) -> None:
    body = {
        "p": b64(json.dumps({"nir": NIR})),
        "t": token(sub="ph_a"),
        "m": b64("né en 1985 à Lyon"),
    }
    found = values(read(text=json.dumps(body)).response)
    assert found["body:p/@base64/@json/nir"] == [NIR]
    assert found["body:t"] == [body["t"]]
    assert found["body:t/@jwt/payload/sub"] == ["ph_a"]
    assert found["body:m/@base64"] == ["né en 1985 à Lyon"]


def test_words_are_not_taken_for_base64(read: Read) -> None:
    found = values(
        read(text='{"type": "beneficiaireRattache", "code": "PHARMACIEDUCENTRE"}').response
    )
    assert found == {"body:type": ["beneficiaireRattache"], "body:code": ["PHARMACIEDUCENTRE"]}


@pytest.mark.parametrize(
    "body",
    [
        {"columns": ["nir", "nom"], "rows": [[NIR, "A"], [OTHER, "B"]]},
        {
            "aoColumns": [{"title": "N", "data": "nir"}, {"data": "nom"}],
            "rows": [[NIR, "A"], [OTHER, "B"]],
        },
        {"rows": [["nir", "nom"], [NIR, "A"], [OTHER, "B"]]},
    ],
)
def test_positional_rows_take_the_names_of_their_columns(read: Read, body: object) -> None:
    found = values(read(text=json.dumps(body)).response)
    assert found["body:rows/*/nir"] == [NIR, OTHER]
    assert found["body:rows/*/nom"] == ["A", "B"]


def test_rows_without_names_keep_their_columns_apart(read: Read) -> None:
    found = values(read(text=json.dumps([[NIR, 1], [OTHER, 2]])).response)
    assert found == {"body:*/c1": [NIR, OTHER], "body:*/c2": ["1", "2"]}


def test_a_name_and_value_pair_labels_its_value(read: Read) -> None:
    body = {"champs": [{"code": "NIR", "valeur": NIR}, {"code": "NOM", "valeur": "A"}]}
    labels = {leaf.text: leaf.label for leaf in read(text=json.dumps(body)).response.leaves}
    assert labels[NIR] == "NIR"


@pytest.mark.parametrize(
    ("text", "mime", "medium", "path"),
    [
        ('{"nir":"X1234567"}\n{"nir":"Y1234567"}\n', "application/json", "ndjson", "body:*/nir"),
        ('/**/cb_12({"nir":"X1234567"});', "text/javascript", "json", "body:nir"),
        (')]}\',\n{"nir":"X1234567"}', "text/html", "json", "body:nir"),
        ("nir;nom\nX1234567;A\nY1234567;B\n", "application/octet-stream", "csv", "body:*/nir"),
        ("nir\tnom\nX1234567\tA\nY1234567\tB\n", "text/html", "csv", "body:*/nir"),
        ("nir=X1234567&nom=A", "application/x-www-form-urlencoded", "form", "body:nir"),
        (
            'data: {"nir":"X1234567"}\n\ndata: {"nir":"Z"}\n\n',
            "text/event-stream",
            "ndjson",
            "body:*/@json/nir",
        ),
        ("<r><nir>X1234567</nir></r>", "text/plain", "xml", "body:r/nir"),
        ('{"nir":"X1234567"}', "text/html", "json", "body:nir"),
    ],
)
def test_a_wrong_content_type_is_not_believed(
    read: Read, text: str, mime: str, medium: str, path: str
) -> None:
    one = read(text=text, mime=mime)
    assert one.response.medium == medium
    assert values(one.response)[path][0] == "X1234567"


def test_soap(read: Read) -> None:
    body = (
        '<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
        '<s:Body><d:LireDroits xmlns:d="urn:d"><d:assure id="7"><d:nom>A</d:nom></d:assure>'
        "<d:assure><d:nom><![CDATA[B & C]]></d:nom></d:assure></d:LireDroits></s:Body></s:Envelope>"
    )
    one = read(
        text=body, mime="text/xml", method="POST", posted={"mimeType": "text/xml", "text": body}
    )
    assert (one.operation, one.request.medium, one.response.medium) == (
        "LireDroits",
        "soap",
        "soap",
    )
    found = values(one.response)
    assert found["body:Envelope/Body/LireDroits/assure/*/nom"] == ["A", "B & C"]
    assert found["body:Envelope/Body/LireDroits/assure/*/@id"] == ["7"]


def test_soap_action_names_the_operation(read: Read) -> None:
    sent = fields(SOAPAction='"urn:operateur/DroitsService/Consulter"')
    assert read(method="POST", sent=sent, text="").operation == "Consulter"


@pytest.mark.parametrize(
    ("body", "operation"),
    [
        ({"operationName": "Droits", "query": "query Droits{a}", "variables": {}}, "Droits"),
        ({"query": 'query Q { assure(nir: "255081416802538") { nom } }'}, "Q"),
        ({"query": "{ praticiens { rib } }"}, "praticiens"),
        (
            [
                {"operationName": "A", "query": "query A{a}"},
                {"operationName": "B", "query": "query B{b}"},
            ],
            "A+B",
        ),
        ({"jsonrpc": "2.0", "method": "droits.lire", "params": [], "id": 1}, "droits.lire"),
        ({"method": "carte", "montant": 3}, ""),
    ],
)
def test_operations(read: Read, body: object, operation: str) -> None:
    posted = {"mimeType": "application/json", "text": json.dumps(body)}
    assert read(method="POST", posted=posted, text="{}").operation == operation


def test_literals_of_a_graphql_query_are_values(read: Read) -> None:
    posted = {
        "mimeType": "application/json",
        "text": json.dumps({"query": f'{{ a(nir: "{NIR}") {{ b }} }}'}),
    }
    found = values(read(method="POST", posted=posted, text="{}").request)
    assert found["body:query/@graphql/nir"] == [NIR]


def test_multipart_forms(read: Read) -> None:
    text = (
        '--b1\r\nContent-Disposition: form-data; name="nir"\r\n\r\n' + NIR + "\r\n"
        '--b1\r\nContent-Disposition: form-data; name="lot"; filename="lot.csv"\r\n'
        "Content-Type: text/csv\r\n\r\nnom;rib\r\nA;1\r\nB;2\r\n--b1--\r\n"
    )
    posted = {"mimeType": "multipart/form-data; boundary=b1", "text": text}
    found = values(read(method="POST", posted=posted).request)
    assert found["form:nir"] == [NIR]
    assert found["form:lot/@filename"] == ["lot.csv"]
    assert found["form:lot/*/nom"] == ["A", "B"]


def test_a_form_that_the_capture_lists_by_parameter(read: Read) -> None:
    posted = {
        "mimeType": "application/x-www-form-urlencoded",
        "params": [{"name": "nir", "value": NIR}],
    }
    one = read(method="POST", posted=posted)
    assert values(one.request)["form:nir"] == [NIR]
    assert one.request.medium == "form"


def test_websocket_messages_are_exchanges(write: Callable[..., object]) -> None:
    from tests.connectors.portal.conftest import entry, har

    talk = [
        {"type": "send", "opcode": 1, "data": '{"action":"chercher","nom":"DUR"}'},
        {"type": "receive", "opcode": 1, "data": '{"nir":"' + NIR + '"}'},
        {"type": "receive", "opcode": 1, "data": '42["maj",{"nir":"' + OTHER + '"}]'},
    ]
    portal = write(har(entry("wss://portail.example/s", None, status=101, _webSocketMessages=talk)))
    opened, first, second = portal.exchanges()  # type: ignore[attr-defined]
    assert (opened.method, first.method, first.operation) == ("GET", "WS", "chercher")
    assert values(first.request)["body:nom"] == ["DUR"]
    assert values(first.response)["body:nir"] == [NIR]
    assert values(second.response)["body:*/nir"] == [OTHER]
    assert {one.entry for one in (opened, first, second)} == {0}


def test_values_never_show_in_a_repr(read: Read) -> None:
    one = read(f"https://portail.example/a/{NIR}?n={NIR}", text=json.dumps({"nir": NIR}))
    assert NIR not in repr(one)
    assert NIR not in repr(one.response.leaves)


DELTA = (
    "1|#||4|9|updatePanel|m|<table><tr><th>Nom</th><th>NIR</th></tr>"
    "<tr><td>A</td><td>B</td></tr></table>|"
)
GRID = (
    "<div role='grid'><div role='row'><b role='columnheader'>Nom</b>"
    "<b role='columnheader'>IBAN</b></div>"
    "<div role='row'><i role='gridcell'>A</i><i role='gridcell'>B</i></div></div>"
)
SHEET = (
    "<T><Row><Cell>Nom</Cell><Cell>NIR</Cell></Row><Row><Cell>A</Cell><Cell>2550</Cell></Row></T>"
)


def workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Raison sociale", "SIRET", "IBAN"],
        ["Pharmacie A", "73282932000074", "X1"],
        ["B"],
    ):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_an_export_as_a_workbook(read: Read) -> None:
    content = {"text": b64(workbook()), "encoding": "base64"}
    one = read(mime="application/vnd.openxmlformats-officedocument", content=content)
    assert one.response.medium == "csv"
    assert values(one.response) == {
        "body:@xlsx/s1/*/Raison sociale": ["Pharmacie A", "B"],
        "body:@xlsx/s1/*/SIRET": ["73282932000074"],
        "body:@xlsx/s1/*/IBAN": ["X1"],
    }


def test_a_workbook_inside_json(read: Read) -> None:
    found = values(read(text=json.dumps({"fichier": b64(workbook())})).response)
    assert found["body:fichier/@base64/@xlsx/s1/*/IBAN"] == ["X1"]


def test_an_export_as_an_archive(read: Read) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../x/export.csv", "nom;rib\nA;1\nB;2\n")
    content = {"text": b64(stream.getvalue()), "encoding": "base64"}
    one = read(mime="application/zip", content=content)
    assert values(one.response)["body:@zip/export.csv/*/rib"] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "mime", "expected"),
    [
        (DELTA, "text/plain", {"body:table/*/Nom": ["A"], "body:table/*/NIR": ["B"]}),
        ('0:["$","div"]\n1:{"nir":"X1"}\n', "text/x-component", {"body:*/@json/nir": ["X1"]}),
        ('$("#nir").val("X1"); $("#nom").html("A");', "text/javascript",
         {"body:script/#nir": ["X1"], "body:script/#nom": ["A"]}),
        (GRID, "text/html", {"body:table/*/Nom": ["A"], "body:table/*/IBAN": ["B"]}),
        (SHEET, "application/xml", {"body:T/Row/*/Nom": ["A"], "body:T/Row/*/NIR": ["2550"]}),
        ('"X1234567"', "application/json", {"body:": ["X1234567"]}),
        ("3 assurés", "application/json", {"body:": ["3 assurés"]}),
    ],
)  # fmt: skip
def test_less_usual_media(read: Read, text: str, mime: str, expected: dict[str, list[str]]) -> None:
    found = values(read(text=text, mime=mime).response)
    assert {key: found.get(key) for key in expected} == expected
