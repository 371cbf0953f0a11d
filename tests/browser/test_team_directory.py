"""<team-directory> in a real browser, mostly on the example page: under the site's policy."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import ConsoleMessage, Locator, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from intranet.access import make_access
from tests import factories
from tokens.models import ApiToken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READABLE = 4.5  # WCAG AA: contrast of text
# The lowest contrast of any text in the element with what lies behind it.
LOWEST_CONTRAST = """element => {
  const dot = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const channels = (...layers) => {
    dot.clearRect(0, 0, 1, 1);
    for (const layer of layers) { dot.fillStyle = layer; dot.fillRect(0, 0, 1, 1); }
    return [...dot.getImageData(0, 0, 1, 1).data];
  };
  const behind = (at) => {
    const layers = [];
    for (; at; at = at.parentElement ?? at.getRootNode().host) {
      layers.unshift(getComputedStyle(at).backgroundColor);
    }
    return ["white", ...layers];
  };
  const luminance = ([...rgb]) => rgb.slice(0, 3)
    .map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (text) => {
    const layers = behind(text);
    const pair = [luminance(channels(...layers)),
      luminance(channels(...layers, getComputedStyle(text).color))];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  };
  const texts = [...element.shadowRoot.querySelectorAll("*")].filter((one) =>
    one.checkVisibility() && [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE
      && child.textContent.trim()) && one.tagName !== "OPTION");
  return Math.min(...texts.map(contrast));
}"""


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains about; broken policies are among it. None is the promise."""
    seen: list[str] = []

    def hear(told: ConsoleMessage) -> None:
        if told.type in {"error", "warning"}:
            seen.append(told.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: seen.append(str(error)))
    yield seen
    assert seen == []


@pytest.fixture
def example(settings: Settings) -> None:
    """The example page switched on, and eight of the team, one of them published."""
    settings.SAMEFRAME_EXAMPLE_INTRANET = True
    make_access(User.objects.create_superuser("admin"))
    factories.published_photo(factories.person("e1001"))
    for number in range(2, 8):
        factories.person(f"e100{number}")
    factories.person(first_name="Jürgen", last_name="Müller-Čech", department="Design")


@pytest.fixture
def team(page: Page, example: None, live_server: LiveServer) -> Locator:
    """The element on the example page, with everybody shown."""
    page.goto(f"{live_server.url}/intranet/")
    element = page.locator("team-directory")
    expect(element.get_by_role("status")).to_have_text("8 people")
    return element


def cards(team: Locator) -> Locator:
    return team.get_by_role("listitem")


def columns(team: Locator) -> int:
    """How many cards stand side by side."""
    tops = cards(team).evaluate_all("cards => cards.map(card => card.offsetTop)")
    return int(tops.count(tops[0]))


def test_it_fits_and_can_be_read(complaints: list[str], team: Locator) -> None:
    page = team.page
    looks: list[tuple[int, Any, int]] = [(1440, "light", 5), (360, "dark", 2), (360, "light", 2)]
    for width, scheme, side_by_side in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert columns(team) == side_by_side
        assert team.evaluate(LOWEST_CONTRAST) >= READABLE
        cards(team).first.click()
        expect(team.get_by_role("dialog")).to_be_in_viewport(ratio=1)
        assert team.evaluate(LOWEST_CONTRAST) >= READABLE
        page.keyboard.press("Escape")
        expect(team.get_by_role("dialog")).to_be_hidden()
    it_follows_the_pages_scheme_where_the_page_decides(team)


def it_follows_the_pages_scheme_where_the_page_decides(team: Locator) -> None:
    page = team.page
    page.emulate_media(color_scheme="light")
    background = "root => getComputedStyle(root.shadowRoot.querySelector('input')).backgroundColor"
    light = team.evaluate(background)
    team.evaluate("team => { team.style.colorScheme = 'dark' }")
    assert team.evaluate(background) != light


def test_everything_has_its_role_and_name(team: Locator) -> None:
    team.evaluate("team => team.setAttribute('page-size', '1')")
    expect(cards(team)).to_have_count(4)
    expect(team).to_match_aria_snapshot("""
        - region "People":
          - searchbox "Search people"
          - combobox "Department"
          - status: The first 4 people
          - list "People":
            - listitem:
              - button "Laura Bennett"
              - paragraph: Content Lead
              - paragraph: Marketing · London
            - listitem
            - listitem
            - listitem
          - button "Show more people"
    """)


def photos_come_in_the_size_that_is_shown(team: Locator) -> None:
    photo = team.get_by_role("listitem").filter(has_text="Amara").locator("img")
    expect(photo).to_have_js_property("complete", True)
    shown = photo.evaluate("""photo => ({
      chosen: Number(photo.currentSrc.split("-").at(-1)), width: photo.clientWidth,
      ratio: photo.width / photo.height, pixels: photo.naturalWidth,
      behind: getComputedStyle(photo.parentElement).backgroundImage.slice(0, 20),
    })""")
    assert shown["pixels"] > 0
    assert shown["width"] <= shown["chosen"] <= 2 * shown["width"]
    assert shown["ratio"] == 1
    assert shown["behind"] == 'url("data:image/webp'
    asked: list[str] = []
    team.page.on("request", lambda sent: asked.append(sent.url))
    team.get_by_role("searchbox").fill("okafor")
    expect(team.get_by_role("status")).to_have_text("1 person")
    expect(photo).to_have_js_property("complete", True)
    assert [url for url in asked if "/pictures/" in url] == []  # it is here already


def a_photo_that_was_withdrawn_gives_way_to_initials(team: Locator) -> None:
    amara = team.get_by_role("listitem").filter(has_text="Amara")
    expect(amara.locator("img")).to_have_count(1)
    photo = amara.locator("img")
    photo.evaluate("photo => { photo.srcset = ''; photo.src = '/pictures/gone/directory-240' }")
    expect(amara.locator(".initials")).to_have_text("AO")


def words_are_found_without_their_accents(team: Locator) -> None:
    search = team.get_by_role("searchbox")
    search.fill("mull cech")
    expect(team.get_by_role("status")).to_have_text("1 person")
    expect(cards(team)).to_contain_text("Jürgen Müller-Čech")
    search.fill("<b>xyz")
    expect(team.get_by_role("status")).to_have_text("No one matches “<b>xyz”.")
    search.press("Escape")
    expect(search).to_have_value("")
    expect(team.get_by_role("status")).to_have_text("8 people")


def only_the_last_of_quick_searches_is_shown(team: Locator) -> None:
    asked: list[str] = []
    team.page.on("request", lambda sent: asked.append(sent.url))
    team.get_by_role("searchbox").press_sequentially("okafor", delay=20)
    expect(team.get_by_role("status")).to_have_text("1 person")
    searches = [url.partition("search=")[2] for url in asked if "search=" in url]
    assert searches == ["okafor"]


def a_department_is_chosen_by_its_name_and_count(team: Locator) -> None:
    choice = team.get_by_role("combobox", name="Department")
    expect(choice.locator("option")).to_contain_text(["All departments", "Design (2)"])
    choice.select_option(label="Design (2)")
    expect(team.get_by_role("status")).to_have_text("2 people")
    expect(cards(team)).to_contain_text(["Müller-Čech", "Tanaka"])


def a_fixed_department_leaves_nothing_to_choose(team: Locator) -> None:
    team.evaluate("team => team.setAttribute('department', 'design')")
    expect(team.get_by_role("status")).to_have_text("2 people")
    expect(team.get_by_role("combobox")).to_be_hidden()


def test_who_searches_finds(complaints: list[str], team: Locator) -> None:
    for look in (
        photos_come_in_the_size_that_is_shown,
        only_the_last_of_quick_searches_is_shown,
        words_are_found_without_their_accents,
        a_department_is_chosen_by_its_name_and_count,
    ):
        look(team)
        team.get_by_role("searchbox").fill("")
        team.get_by_role("combobox").select_option(label="All departments")
        expect(team.get_by_role("status")).to_have_text("8 people")
    a_fixed_department_leaves_nothing_to_choose(team)


def test_pages_come_while_scrolling_until_a_button_leads_on(
    complaints: list[str], team: Locator
) -> None:
    for _ in range(3):
        factories.person()
    team.evaluate("team => team.setAttribute('page-size', '2')")
    more = team.get_by_role("button", name="Show more people")
    expect(cards(team)).to_have_count(8)  # one page, and three unasked
    expect(team.get_by_role("status")).to_have_text("The first 8 people")
    more.focus()
    more.press("Enter")
    expect(team.get_by_role("status")).to_have_text("The first 10 people")
    expect(cards(team).nth(8).get_by_role("button")).to_be_focused()  # so no more come unasked
    more.click()
    expect(team.get_by_role("status")).to_have_text("11 people")
    expect(more).to_be_hidden()
    ids = cards(team).evaluate_all("cards => cards.map(card => card.textContent)")
    assert len(set(ids)) == 11


def who_walks_by_keyboard_gets_past_the_list(team: Locator) -> None:
    page = team.page
    names = team.get_by_role("listitem").get_by_role("button")
    team.get_by_role("searchbox").focus()
    page.keyboard.press("Tab")
    expect(team.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Tab")
    expect(names.nth(0)).to_be_focused()
    for key, at in (("ArrowRight", 1), ("ArrowDown", 6), ("Home", 0), ("End", 7)):
        page.keyboard.press(key)
        expect(names.nth(at)).to_be_focused()
    outline = cards(team).nth(7).evaluate("card => getComputedStyle(card).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="description")).to_be_focused()


def a_chosen_person_is_told_to_the_page_and_shown_larger(team: Locator) -> None:
    page = team.page
    page.evaluate(
        "addEventListener('person-selected', (event) => { window.chosen = event.detail })"
    )
    amara = team.get_by_role("button", name="Amara Okafor")
    amara.press("Enter")
    dialog = team.get_by_role("dialog", name="Amara Okafor")
    expect(dialog).to_contain_text("Staff Engineer")
    assert page.evaluate("window.chosen.employee_id") == "e1001"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(amara).to_be_focused()
    page.evaluate("addEventListener('person-selected', (event) => event.preventDefault())")
    amara.click()
    expect(dialog).to_be_hidden()


def test_the_keyboard_leads_everywhere(complaints: list[str], team: Locator) -> None:
    who_walks_by_keyboard_gets_past_the_list(team)
    a_chosen_person_is_told_to_the_page_and_shown_larger(team)


def test_cards_become_links_to_the_pages_of_the_intranet(team: Locator) -> None:
    factories.person("a&b ü", first_name="<b>Odd", last_name="Id")
    team.evaluate("team => team.setAttribute('href-template', '/people/{employee_id}')")
    link = team.get_by_role("link", name="<b>Odd Id")
    expect(link).to_have_attribute("href", "/people/a%26b%20%C3%BC")
    team.page.evaluate("addEventListener('person-selected', (event) => event.preventDefault())")
    link.click()
    assert team.page.url.endswith("/intranet/")


def a_failure_is_told_and_mended_by_trying_again(team: Locator) -> None:
    ApiToken.objects.update(revoked_at=timezone.now())
    team.get_by_role("searchbox").fill("okafor")
    expect(team.get_by_role("alert")).to_have_text("The list could not be loaded.")
    ApiToken.objects.update(revoked_at=None)
    team.get_by_role("button", name="Try again").click()
    expect(team.get_by_role("status")).to_have_text("1 person")
    expect(team.get_by_role("alert")).to_be_empty()
    expect(team.get_by_role("button", name="Amara Okafor")).to_be_focused()


def a_token_that_was_refused_is_asked_for_anew(team: Locator) -> None:
    asked: list[str] = []
    team.page.on("request", lambda sent: asked.append(re.sub(r"^.*//[^/]*|\?.*$", "", sent.url)))
    ApiToken.objects.all().delete()
    make_access(User.objects.get())
    team.get_by_role("searchbox").fill("okafor")
    expect(team.get_by_role("status")).to_have_text("1 person")
    asked = [path for path in asked if not path.startswith("/pictures/")]
    assert asked == ["/api/v1/people/", "/intranet/token", "/api/v1/people/"]


def test_what_fails_is_told_or_mended(team: Locator) -> None:
    a_photo_that_was_withdrawn_gives_way_to_initials(team)
    a_token_that_was_refused_is_asked_for_anew(team)
    team.get_by_role("searchbox").fill("")
    expect(team.get_by_role("status")).to_have_text("8 people")
    a_failure_is_told_and_mended_by_trying_again(team)


def test_a_page_may_hand_over_its_token_and_its_words(
    page: Page, example: None, live_server: LiveServer
) -> None:
    page.goto(f"{live_server.url}/intranet/")
    token = page.evaluate("fetch('/intranet/token').then(r => r.json()).then(r => r.token)")
    words = {"people": {"one": "{n} Mensch", "other": "{n} Menschen"}, "search": "Suche"}
    page.evaluate(
        """([token, words]) => {
          const team = document.createElement("team-directory");
          Object.assign(team, { token, labels: words });
          document.querySelector("team-directory").replaceWith(team);
        }""",
        [token, words],
    )
    team = page.locator("team-directory")
    expect(team.get_by_role("status")).to_have_text("8 Menschen")
    expect(team.get_by_role("searchbox", name="Suche")).to_be_visible()
    assert json.dumps(token) not in page.content()
