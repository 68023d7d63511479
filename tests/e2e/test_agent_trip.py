"""The trip sheet on paper: five orders, as many as one agent may carry, on one page of A4."""

from io import BytesIO
from unicodedata import normalize

from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from agents.models import Bureau
from dispatch.orders.actions import claim_order

A4_POINTS = (595, 842)


def test_a_full_load_is_one_sheet_of_a4(phone, cast, place):
    halls = [Bureau.objects.create(county=cast.county, name=f"第{n}办理大厅") for n in range(5)]
    for hall in halls:
        cast.card.pk, cast.card.code, cast.card.bureau = None, f"T{hall.pk}", hall
        cast.card.materials = [f"第{n}份材料的名字写得不算短" for n in range(8)]
        cast.card.save(force_insert=True)
        order = place(at=timezone.now(), item_code=cast.card.code)
        claim_order(order.pk, agent=cast.wei, at=timezone.now())
    page = phone(user=cast.wei.user)
    page.goto("/agent/trip/")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    sheet = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(sheet.pages) == 1
    assert tuple(round(side) for side in sheet.pages[0].mediabox[2:]) == A4_POINTS
    # Fonts name some characters by their look-alikes among the radicals.
    words = normalize("NFKC", sheet.pages[0].extract_text()).replace(" ", "")
    assert all(hall.name in words for hall in halls) and "Board" not in words


def test_it_is_readable_without_scripts(phone, cast, place):
    order = place(at=timezone.now(), item_code=cast.card.code)
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    page = phone(user=cast.wei.user, scripts=False)
    page.goto("/agent/orders/")
    page.get_by_role("link", name="Trip sheet").tap()
    expect(page.get_by_role("heading", name="县民政局")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
