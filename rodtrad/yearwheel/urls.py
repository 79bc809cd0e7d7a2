"""Addresses of wheels, their items, kinds and calendar feeds."""

from django.urls import path

from rodtrad.yearwheel.views import (
    alignment,
    compare,
    feed,
    item,
    key_figures,
    kind,
    life,
    wheel,
)

urlpatterns = [
    path("arshjul/", wheel.wheel_list, name="wheel_list"),
    path("arshjul/nytt/", life.wheel_create, name="wheel_create"),
    path("arshjul/synkronisering/", alignment.wheel_alignment, name="wheel_alignment"),
    path("arshjul/synkronisering/tal/", alignment.alignment_numbers, name="alignment_numbers"),
    path("arshjul/kalender/", feed.feed_list, name="feed_list"),
    path("arshjul/kalender/<int:pk>/stang/", feed.feed_revoke, name="feed_revoke"),
    path("arshjul/slag/", kind.wheelkind_list, name="wheelkind_list"),
    path("arshjul/slag/nytt/", kind.wheelkind_create, name="wheelkind_create"),
    path("arshjul/slag/<int:pk>/", kind.wheelkind_edit, name="wheelkind_edit"),
    path("arshjul/slag/<int:pk>/ring/", kind.ring_create, name="ring_create"),
    path("arshjul/ring/<int:pk>/", kind.ring_edit, name="ring_edit"),
    path("arshjul/<int:pk>/", wheel.wheel_detail, name="wheel_detail"),
    path("arshjul/<int:pk>/tabell/", wheel.wheel_table, name="wheel_table"),
    path("arshjul/<int:pk>/fil/<slug:kind>/", wheel.wheel_file, name="wheel_file"),
    path("arshjul/<int:pk>/om/", life.wheel_edit, name="wheel_edit"),
    path("arshjul/<int:pk>/faststall/", life.wheel_adopt, name="wheel_adopt"),
    path("arshjul/<int:pk>/ny-version/", life.wheel_revise, name="wheel_revise"),
    path("arshjul/<int:pk>/nasta-ar/", life.wheel_roll_over, name="wheel_roll_over"),
    path("arshjul/<int:pk>/kasta/", life.wheel_discard, name="wheel_discard"),
    path("arshjul/<int:pk>/jamfor/", compare.wheel_compare, name="wheel_compare"),
    path("arshjul/<int:pk>/prenumerera/", feed.feed_create, name="feed_create"),
    path("arshjul/<int:pk>/punkt/", item.wheel_item_create, name="wheel_item_create"),
    path("arshjul/nyckeltal/", key_figures.wheel_key_figures, name="wheel_key_figures"),
    path("arshjul/punkt/<int:pk>/", item.wheel_item_detail, name="wheel_item_detail"),
    path("arshjul/punkt/<int:pk>/andra/", item.wheel_item_edit, name="wheel_item_edit"),
    path("arshjul/punkt/<int:pk>/flytta/", item.wheel_item_move, name="wheel_item_move"),
    path("arshjul/punkt/<int:pk>/ta-bort/", item.wheel_item_remove, name="wheel_item_remove"),
    path("arshjul/punkt/<int:pk>/historik/", item.wheel_item_history, name="wheel_item_history"),
    # Opened by its secret, without signing in.
    path("kalender/<uuid:public>/<slug:secret>.ics", feed.calendar_feed, name="calendar_feed"),
]
