from django.urls import path

from frontend.citizen import (
    announcements,
    ask,
    home,
    items,
    links,
    mine,
    order,
    own_data,
    photos,
    place_map,
    verbs,
)

app_name = "citizen"
urlpatterns = [
    path("", home.home, name="home"),
    path("suggest/", home.suggest, name="suggest"),
    path("items/", items.items, name="items"),
    path("items/<slug:code>/", items.item, name="item"),
    path("items/<slug:code>/qr.svg", items.item_qr, name="item_qr"),
    path("announcements/", announcements.announcements, name="announcements"),
    path("announcements/<uuid:announcement_id>/", announcements.announcement, name="announcement"),
    path("ask/", ask.ask, name="ask"),
    path("ask/map/", place_map.place_map, name="place_map"),
    path("orders/", mine.orders, name="orders"),
    path("orders/<uuid:order_id>/", order.order, name="order"),
    path("orders/<uuid:order_id>/live/", order.order_live, name="order_live"),
    path("orders/<uuid:order_id>/cancel/", verbs.cancel, name="cancel"),
    path("orders/<uuid:order_id>/note/", verbs.note, name="note"),
    path("orders/<uuid:order_id>/rate/", verbs.rate, name="rate"),
    path("orders/<uuid:order_id>/link/", verbs.make_link, name="make_link"),
    path("orders/<uuid:order_id>/link/withdraw/", verbs.withdraw_link, name="withdraw_link"),
    # Short, for they stand in text messages.
    path("f/<slug:token>/", links.follow, name="follow"),
    path("f/<slug:token>/live/", links.follow_live, name="follow_live"),
    path("f/<slug:token>/qr.svg", links.follow_qr, name="follow_qr"),
    path("r/<slug:token>/", links.rate, name="rate_by_link"),
    path("orders/<uuid:order_id>/photos/", photos.add, name="photo_add"),
    path("orders/<uuid:order_id>/photos/<uuid:photo_id>/remove/", photos.remove, name="photo_remove"),
    path("me/", mine.me, name="me"),
    path("me/data/", own_data.own_data, name="own_data"),
    path("me/data/export/", own_data.export, name="export"),
    path("me/data/withdraw/", own_data.withdraw, name="withdraw_consent"),
    path("me/data/erase/", own_data.erase, name="erase"),
]
