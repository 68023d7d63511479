"""What the tests of an order's page share: opening it, and what became of the order."""

from playwright.sync_api import Page, expect

from dispatch.orders.models import Order, OrderEvent


def state_of(order: Order) -> str:
    return Order.objects.get(pk=order.pk).state


def events(kind: str) -> int:
    return OrderEvent.objects.filter(kind=kind).count()


def at_the_order(page: Page, order: Order, door: str = "agent/orders") -> Page:
    page.goto(f"/{door}/{order.pk}/")
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    if page.locator("[data-ask-again]").count():
        expect(page.locator("html")).to_have_attribute("data-asks-again", "")
    return page
