"""通知公告: written, shown from and until a day, withdrawn; read by everybody, in whichever language there is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agents.models import AuditEntry, County
from dispatch.announcements.demo import make_announcement
from dispatch.announcements.models import Announcement
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at, text

pytestmark = pytest.mark.usefixtures("nine_o_clock")
WRITE = "/office/announcements/write/"


@pytest.fixture
def write(cast):
    """``write(title="…")``: manager Li announces; everything may be said otherwise. Answers the response."""

    def written(*, by=None, **said):
        form = {
            "id": str(uuid4()),
            "title": "赶集日在村部办证",
            "body": "上午九点到十二点。\n带身份证。",
            "from_day": "2026-11-20",
            "until_day": "2026-11-30",
            **said,
        }
        return browser_of((by or cast.li).user).post(WRITE, form)

    return written


def test_what_is_announced_stands_on_everybodys_first_page_and_has_a_page(visitor, cast, write):
    assert write().status_code == 302
    found = Announcement.objects.get()
    here = reverse("citizen:announcement", args=[found.pk])
    home = text(visitor.get("/"))
    assert "赶集日在村部办证" in home and here in home and reverse("citizen:announcements") in home
    page = text(visitor.get(here))
    assert "上午九点到十二点。\n带身份证。" in page and "Written in Chinese only." in page
    assert 'lang="zh-CN"' in page
    assert here in text(visitor.get(reverse("citizen:announcements")))


def test_the_readers_language_is_shown_where_it_was_written(client, cast, write):
    write(title_en="Papers at the village house", body_en="Nine to twelve.")
    here = reverse("citizen:announcement", args=[Announcement.objects.get().pk])
    english = text(client.get(here, headers={"accept-language": "en"}))
    assert "Nine to twelve." in english and "赶集日" not in english and "Chinese only" not in english
    chinese = text(client.get(here, headers={"accept-language": "zh-CN"}))
    assert "赶集日" in chinese and "Nine to twelve." not in chinese


def test_it_is_shown_from_its_first_day_to_the_end_of_its_last(visitor, cast, write, monkeypatch):
    write(from_day="2026-11-22", until_day="2026-11-23")
    here = reverse("citizen:announcement", args=[Announcement.objects.get().pk])
    # 09:00 on the 20th of November is 15 hours before the 21st, county time.
    for hours, shown in ((0, False), (38.9, False), (39, True), (86.9, True), (87, False)):
        stand_at(monkeypatch, NINE + timedelta(hours=hours))
        assert (visitor.get(here).status_code == 200) is shown, hours
        assert (here in text(visitor.get("/"))) is shown, hours


def test_the_newest_stand_on_the_first_page_and_all_on_their_own(visitor, cast, write, monkeypatch):
    for hour in range(3):
        stand_at(monkeypatch, NINE + timedelta(hours=hour))
        write(title=f"第{hour}条")
    home = text(visitor.get("/"))
    assert "第2条" in home and "第1条" in home and "第0条" not in home
    assert home.index("第2条") < home.index("第1条")
    assert "第0条" in text(visitor.get(reverse("citizen:announcements")))


def test_without_any_the_first_page_says_nothing_of_them(visitor, cast):
    assert "Announcements" not in text(visitor.get("/"))
    assert "Nothing is announced now" in text(visitor.get(reverse("citizen:announcements")))


def test_what_is_withdrawn_is_shown_to_nobody_and_both_deeds_stand_in_the_audit(visitor, cast, write):
    write()
    found = Announcement.objects.get()
    door = reverse("office:announcement_withdraw", args=[found.pk])
    for _ in range(2):
        assert browser_of(cast.li.user).post(door).status_code == 302
    page = visitor.get(reverse("citizen:announcement", args=[found.pk]))
    assert (page.status_code, "over or was withdrawn" in text(page)) == (404, True)
    assert "赶集日" not in text(visitor.get("/"))
    deeds = AuditEntry.objects.filter(about="announcement").values_list("deed", "actor", "about_name")
    assert list(deeds) == [
        ("announced", cast.li.user_id, found.title),
        ("announcement_withdrawn", cast.li.user_id, found.title),
    ]


def test_a_form_sent_twice_is_announced_once(cast, write):
    same = str(uuid4())
    assert [write(id=same).status_code for _ in range(2)] == [302, 302]
    assert (Announcement.objects.count(), AuditEntry.objects.filter(deed="announced").count()) == (1, 1)


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"title": " "}, "title", "Please fill this in."),
        ({"title": "长" * 61}, "title", "Too long: at most 60 characters"),
        ({"body": "\x00"}, "body", "Please fill this in."),
        ({"body": "长" * 2001}, "body", "Too long: at most 2000 characters"),
        ({"from_day": ""}, "from_day", "Please fill this in."),
        ({"from_day": "tomorrow"}, "from_day", "Please fill this in."),
        ({"from_day": "2026-11-19"}, "from_day", "Today at the earliest."),
        ({"from_day": "2028-01-01", "until_day": ""}, "from_day", "At most a year ahead."),
        ({"until_day": "2026-11-19"}, "until_day", "The last day comes before the first."),
        ({"until_day": "2029-11-19"}, "until_day", "At most a year ahead."),
        ({"title_en": "Papers"}, "body_en", "English wants both"),
        ({"body_en": "Nine"}, "title_en", "English wants both"),
    ],
)
def test_bad_input_is_refused_in_words_and_what_was_typed_is_kept(cast, write, said, field, sentence):
    answer = write(**said)
    page = text(answer)
    assert answer.status_code == 422 and page.count(sentence) == 2 and f'href="#{field}"' in page
    assert answer.context["typed"]["body"] == said.get("body", "上午九点到十二点。\n带身份证。")
    assert not Announcement.objects.exists()


def test_without_a_last_day_it_stays_until_it_is_withdrawn(visitor, cast, write, monkeypatch):
    write(until_day="")
    stand_at(monkeypatch, NINE + timedelta(days=3000))
    assert "赶集日" in text(visitor.get("/"))


def test_the_office_sees_how_each_stands_and_writes_one_again(cast, write, monkeypatch):
    write(title="第一条")
    write(title="第二条", from_day="2026-12-01", until_day="")
    first, _second = Announcement.objects.order_by("written_at", "shown_from")
    li_looks = browser_of(cast.li.user)
    page = text(li_looks.get(reverse("office:announcements")))
    assert "shown now" in page and "planned" in page and "2026-11-20 to 2026-11-30" in page
    assert 'name="title" type="text"' in page and 'name="from_day" type="date"' in page
    again = li_looks.get(reverse("office:announcements"), {"again": str(first.pk)}).context["typed"]
    assert again["title"] == "第一条" and again["id"] != str(first.pk)
    for nonsense in ("x", str(uuid4())):
        assert li_looks.get(reverse("office:announcements"), {"again": nonsense}).status_code == 200


def test_who_may_not_announce_neither_reads_nor_writes_there(cast, write):
    for user in (cast.sun.user, cast.wei.user, cast.chen):
        assert browser_of(user).get(reverse("office:announcements")).status_code == 403
        assert browser_of(user).post(WRITE, {}).status_code == 403
    assert not Announcement.objects.exists()


def test_markup_stays_text(visitor, cast, write):
    write(title="<b>粗</b>", body="<script>alert(1)</script>")
    page = text(visitor.get(reverse("citizen:announcement", args=[Announcement.objects.get().pk])))
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_another_countys_announcement_is_none_here(visitor, cast, write):
    write()
    other = County.objects.create(code="431128", name="别县", number_prefix="BX")
    Announcement.objects.update(county=other)
    here = reverse("citizen:announcement", args=[Announcement.objects.get().pk])
    assert visitor.get(here).status_code == 404 and "赶集日" not in text(visitor.get("/"))
    door = reverse("office:announcement_withdraw", args=[Announcement.objects.get().pk])
    assert browser_of(cast.li.user).post(door).status_code == 404


def test_they_cost_the_first_page_one_statement(visitor, cast, write, django_assert_num_queries):
    write()
    write()
    visitor.get("/")
    # County, popular items, announcements.
    with django_assert_num_queries(3):
        visitor.get("/")


def test_the_demos_own_says_that_it_is_none(cast):
    for _ in range(2):
        made = make_announcement(cast.county, at=NINE)
    assert made and "演示" in made.title and "Demo" in made.title_en and Announcement.objects.count() == 1
