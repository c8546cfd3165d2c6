import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.result import Result, Target
from auditor.model.vocabulary import Severity
from auditor.reports import html
from auditor.reports.messages import LANGUAGES
from auditor.reports.names import visible
from tests.reports.build import REFERENCES, finding, run, summary
from tests.reports.cases import CASES, HOSTILE

VOID = {"meta", "input", "wbr"}
LINKS = {"src", "href", "action", "data", "srcset", "poster", "formaction", "style"}


class Page(HTMLParser):
    """The elements, texts and faults of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.inline: dict[str, list[str]] = {"style": [], "script": []}
        self.faults: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.inline:
            self.inline[self.open[-1]].append(data)
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)


def page_of(case: str, lang: str = "fr") -> Page:
    return Page(html.render(CASES[case](), lang=lang, references=REFERENCES).decode())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_page_is_well_formed_and_reaches_for_nothing(case: str, lang: str) -> None:
    page = page_of(case, lang)
    assert not page.faults
    assert not page.open
    linked = [(tag, name, value) for tag, name, value in page.attributes if name in LINKS]
    assert all(name == "href" and value.startswith("#") for _, name, value in linked)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert page.tags.count("script") == page.tags.count("style") == 1
    assert not {"link", "iframe", "img", "object", "embed", "base"} & set(page.tags)
    assert not re.search(r"url\(|@import|https?:", page.inline["style"][0])


@pytest.mark.parametrize("case", CASES)
def test_inner_links_have_their_target_and_ids_are_unique(case: str) -> None:
    page = page_of(case)
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    wanted = {value[1:] for _, name, value in page.attributes if name == "href"}
    wanted |= {value for _, name, value in page.attributes if name == "aria-labelledby"}
    assert wanted <= set(ids)


def test_the_policy_allows_the_inline_style_and_script_only() -> None:
    page = page_of("story")
    policy = next(
        value
        for tag, name, value in page.attributes
        if tag == "meta" and name == "content" and "default-src" in value
    )
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    for kind in ("style", "script"):
        digest = hashlib.sha256(page.inline[kind][0].encode()).digest()
        assert directives[f"{kind}-src"] == f"'sha256-{base64.b64encode(digest).decode()}'"


def test_hostile_names_stay_text() -> None:
    page = page_of("hostile")
    for name in HOSTILE:
        assert visible(name) in page.text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ue000\udc80]", page.text)


def test_landmarks_and_table_headers() -> None:
    page = page_of("story")
    for landmark in ("header", "main", "footer", "nav", "h1"):
        assert page.tags.count(landmark) == 1
    heads = [value for tag, name, value in page.attributes if tag == "th" and name == "scope"]
    assert len(heads) == page.tags.count("th")
    assert {"col", "row"} == set(heads)


@pytest.mark.parametrize("case", CASES)
def test_every_report_carries_its_mention_and_closing_sentence(case: str) -> None:
    text = page_of(case).text
    assert "Confidentiel – cartographie de vulnérabilités" in text
    assert "Constats techniques établis par lecture automatisée." in text


def test_unverified_references_are_marked() -> None:
    text = page_of("story").text
    assert "RGPD, art. 25\u00a0†" in text
    assert "RGPD, art. 5(1)(c)\u00a0†" not in text
    assert "† Référence reprise de sources secondaires" in text


def test_five_thousand_findings_stay_small() -> None:
    severities = list(Severity)
    found = tuple(
        finding(
            f"SN-{index % 60:03}",
            severities[index % 5],
            container=f"schema_{index % 40}.table_{index}",
            column=f"numero_securite_sociale_{index}",
            fingerprint=f"{index:016x}",
        )
        for index in range(5_000)
    )
    page = html.render(summary(Result(run=run(), findings=found)))
    assert len(page) < 3_000_000
    assert Page(page.decode()).text.count("numero_securite_sociale_4999") == 1


def test_the_same_result_gives_the_same_bytes() -> None:
    assert html.render(CASES["story"]()) == html.render(CASES["story"]())


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_name_leaves_the_page_whole(name: str) -> None:
    result = replace(
        CASES["one_finding"](),
        run=run(targets=(Target(name, "sqlite", name),)),
        findings=(finding(container=name, column=name, title={"fr": name}),),
    )
    page = Page(html.render(result).decode())
    assert not page.faults
    assert not page.open
    assert page.tags.count("script") == 1
