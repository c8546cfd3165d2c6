"""HTML: what is on the screen, what is only in the page, and what labels it."""

from collections.abc import Callable

import pytest

from auditor.model.exchanges import Exchange, Leaf

Read = Callable[..., Exchange]


def leaves(read: Read, body: str) -> dict[str, Leaf]:
    """The leaves of a page by their text."""
    page = f"<!DOCTYPE html><html><head><title>Fiche</title></head><body>{body}</body></html>"
    return {leaf.text: leaf for leaf in read(text=page, mime="text/html").response.leaves}


def test_a_table_with_headings_is_records(read: Read) -> None:
    found = leaves(
        read,
        "<table id='t'><thead><tr><th>Nom</th><th>Ville</th></tr></thead>"
        "<tr><td>DURAND</td><td>Lyon</td></tr><tr><td>PETIT</td><td><b>Nice</b></td></tr></table>",
    )
    assert found["DURAND"].path == ("table#t", "*", "Nom")
    assert found["DURAND"].label == "Nom"
    assert (found["Nice"].path[:3], found["Nice"].indexes) == (("table#t", "*", "Ville"), (1,))
    assert "Nom" not in found


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><th>IBAN</th><td>XX99 0000</td></tr><tr><th>Nom</th><td>A</td></tr></table>",
        "<table><tr><td>IBAN</td><td>XX99 0000</td></tr><tr><td>Nom</td><td>A</td></tr></table>",
        "<dl><dt>IBAN</dt><dd>XX99 0000</dd></dl>",
        "<p><strong>IBAN :</strong> XX99 0000</p>",
        "<div>IBAN : XX99 0000</div>",
        "<p>Nom : A<br>IBAN : XX99 0000</p>",
        "<span class='libelle'>IBAN</span><span class='valeur'>XX99 0000</span>",
        "<label for='i'>IBAN</label><input id='i' name='x' value='XX99 0000'>",
        "<label>IBAN <input name='x' value='XX99 0000'></label>",
    ],
)
def test_a_label_beside_a_value(read: Read, body: str) -> None:
    assert leaves(read, body)["XX99 0000"].label.strip() == "IBAN"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<p>SECRETVALUE</p>", "visible"),
        ("<p style='display: none'>SECRETVALUE</p>", "hidden"),
        ("<div hidden><p>SECRETVALUE</p></div>", "hidden"),
        ("<div aria-hidden='true'><p>SECRETVALUE</p></div>", "hidden"),
        ("<style>.zz{color:red;display:none}</style><p class='a zz'>SECRETVALUE</p>", "hidden"),
        ("<p class='d-none'>SECRETVALUE</p>", "hidden"),
        ("<div class='modal'>SECRETVALUE</div>", "hidden"),
        ("<div class='collapse show'>SECRETVALUE</div>", "visible"),
        ("<dialog>SECRETVALUE</dialog>", "hidden"),
        ("<style>@media print {.zz{display:none}}</style><p class='zz'>SECRETVALUE</p>", "visible"),
        (
            "<style>.z{display:none} .z.a{display:block}</style><p class='z a'>SECRETVALUE</p>",
            "visible",
        ),
        ("<template><p>SECRETVALUE</p></template>", "hidden"),
        ("<input type='hidden' name='n' value='SECRETVALUE'>", "hidden"),
        ("<input name='n' value='SECRETVALUE'>", "input"),
        ("<textarea name='n'>SECRETVALUE</textarea>", "input"),
        ("<p data-nir='SECRETVALUE'>x</p>", "attribute"),
        ("<!-- SECRETVALUE -->", "comment"),
        ('<script>window.__E__ = {"a": {"b": "SECRETVALUE"}};</script>', "script"),
        ("<script>var conf = {a: 'SECRETVALUE', /* x */ n: 1,};</script>", "script"),
        ('<script>let j = JSON.parse(\'{"a":"SECRETVALUE"}\')</script>', "script"),
        ("<script>user = 'SECRETVALUE';</script>", "script"),
        ("<script type='application/json' id='etat'>{\"a\":\"SECRETVALUE\"}</script>", "script"),
    ],
)
def test_where_a_value_stands(read: Read, body: str, place: str) -> None:
    assert leaves(read, body)["SECRETVALUE"].place == place


def test_title(read: Read) -> None:
    assert leaves(read, "")["Fiche"].place == "title"


def test_links_that_hold_a_value(read: Read) -> None:
    found = leaves(
        read, "<a href='/assures/255081416802538/fiche'>voir</a><a href='/aide'>aide</a>"
    )
    assert found["255081416802538"].place == "attribute"
    assert "/aide" not in found


def test_repeated_cards_are_records(read: Read) -> None:
    card = "<div class='carte'><span class='nom'>{}</span></div>"
    found = leaves(read, card.format("DURAND") + card.format("PETIT"))
    assert found["PETIT"].path == ("div.carte", "*", "span.nom")
    assert (found["DURAND"].indexes, found["PETIT"].indexes) == ((0,), (1,))


def test_a_heading_that_is_no_known_word_never_enters_an_address(read: Read) -> None:
    heads = "<tr><th>DURAND Camille</th><th>PETIT Zoé</th></tr>"
    page = f"<table>{heads}<tr><td>1</td><td>2</td></tr></table>"
    found = leaves(read, page)
    assert "DURAND Camille" in found
    assert all("DURAND" not in "".join(leaf.path) for leaf in found.values())


def test_state_in_a_data_attribute(read: Read) -> None:
    found = leaves(read, """<div id="app" data-page='{"props":{"login":"ph_a"}}'></div>""")
    assert found["ph_a"].path == ("div#app", "@data-page", "@json", "props", "login")
