"""Answers about wheels that span several tables; `items_due` is what agendas are made from."""

from rodtrad.yearwheel.queries.placing import Placed, items_due, place_items, placed_of

__all__ = ["Placed", "items_due", "place_items", "placed_of"]
