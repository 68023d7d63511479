from django.urls import path

from frontend.citizen import ask, home, items, mine, order, photos, verbs

app_name = "citizen"
urlpatterns = [
    path("", home.home, name="home"),
    path("suggest/", home.suggest, name="suggest"),
    path("items/", items.items, name="items"),
    path("items/<slug:code>/", items.item, name="item"),
    path("ask/", ask.ask, name="ask"),
    path("orders/", mine.orders, name="orders"),
    path("orders/<uuid:order_id>/", order.order, name="order"),
    path("orders/<uuid:order_id>/live/", order.order_live, name="order_live"),
    path("orders/<uuid:order_id>/cancel/", verbs.cancel, name="cancel"),
    path("orders/<uuid:order_id>/note/", verbs.note, name="note"),
    path("orders/<uuid:order_id>/rate/", verbs.rate, name="rate"),
    path("orders/<uuid:order_id>/photos/", photos.add, name="photo_add"),
    path("orders/<uuid:order_id>/photos/<uuid:photo_id>/remove/", photos.remove, name="photo_remove"),
    path("me/", mine.me, name="me"),
]
