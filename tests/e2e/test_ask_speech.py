"""What is spoken becomes words of a request, where the phone can hear; else the keyboard's microphone is named."""

import pytest
from playwright.sync_api import expect

HEARS = """
window.SpeechRecognition = class {
  start() {
    setTimeout(() => {
      this.onresult({ results: [[{ transcript: '给我妈办老年证' }]] });
      this.onend();
    }, 50);
  }
  stop() { this.onend(); }
};
"""
ONLY_SEEMS_TO = """
window.SpeechRecognition = class {
  start() { setTimeout(() => { this.onerror({ error: 'network' }); this.onend(); }, 50); }
  stop() {}
};
"""
DEAF = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"


@pytest.mark.parametrize(("path", "field"), [("/", "I want to…"), ("/ask/", "In your own words")])
def test_what_is_spoken_stands_in_the_field_and_brings_items(phone, cast, path, field):
    page = phone()
    page.add_init_script(HEARS)
    page.goto(path)
    page.get_by_label(field).fill("你好")
    with page.expect_request(lambda each: "/suggest/" in each.url):
        page.get_by_role("button", name="Speak").tap()
        expect(page.get_by_label(field)).to_have_value("你好 给我妈办老年证")


def test_a_browser_that_only_seems_to_listen_says_so_and_takes_the_button_away(phone, cast):
    page = phone()
    page.add_init_script(ONLY_SEEMS_TO)
    page.goto("/ask/")
    page.get_by_role("button", name="Speak").tap()
    expect(page.get_by_text("This phone cannot write down speech here.")).to_be_visible()
    expect(page.get_by_role("button", name="Speak")).to_have_count(0)


def test_where_nobody_listens_there_is_no_button_but_the_keyboards_microphone(phone, cast):
    page = phone()
    page.add_init_script(DEAF)
    page.goto("/ask/")
    expect(page.get_by_text("tap the microphone on your keyboard")).to_be_visible()
    expect(page.get_by_role("button", name="Speak")).to_have_count(0)
