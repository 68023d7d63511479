from django.urls import path

from frontend.agent import (
    board,
    board_map,
    claim,
    holds,
    me,
    order,
    orders,
    photos,
    points,
    portrait,
    reveal,
    steps,
    trip,
    wrong_grid,
)

app_name = "agent"
ORDER = "orders/<uuid:order_id>/"

urlpatterns = [
    path("", board.board, name="board"),
    path("board/", board.board_cards, name="board_cards"),
    path("map/", board_map.board_map, name="board_map"),
    path("orders/", orders.orders, name="orders"),
    path(ORDER, order.order, name="order"),
    path(f"{ORDER}claim/", claim.claim, name="claim"),
    path(f"{ORDER}reveal/", reveal.reveal, name="reveal"),
    path(f"{ORDER}start/", steps.start, name="start"),
    path(f"{ORDER}extend/", steps.extend, name="extend"),
    path(f"{ORDER}note/", steps.note, name="note"),
    path(f"{ORDER}suspend/", steps.suspend, name="suspend"),
    path(f"{ORDER}resume/", steps.resume, name="resume"),
    path(f"{ORDER}propose/", steps.propose, name="propose"),
    path(f"{ORDER}complete/", steps.complete, name="complete"),
    path(f"{ORDER}wrong-grid/", wrong_grid.wrong_grid, name="wrong_grid"),
    path(f"{ORDER}photos/", photos.add, name="photo_add"),
    path(f"{ORDER}photos/<uuid:photo_id>/remove/", photos.remove, name="photo_remove"),
    path(f"{ORDER}release/", steps.release, name="release"),
    path("trip/", trip.trip, name="trip"),
    path("points/", points.points, name="points"),
    path("points/holds/<int:hold_id>/", holds.answer, name="hold"),
    path(f"{ORDER}appeal/", holds.appeal, name="appeal"),
    path("me/", me.me, name="me"),
    path("me/portrait.jpg", portrait.show, name="portrait"),
    path("me/portrait/", portrait.set_own, name="portrait_set"),
    path("me/portrait/remove/", portrait.remove_own, name="portrait_remove"),
    path("duty/", me.duty, name="duty"),
]
