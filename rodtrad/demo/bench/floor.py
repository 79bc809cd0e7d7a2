"""The floor: a page of the same frame with as many rows, from one raw query and no more.

What a page costs above it is the page's own doing. In no address list but that of the bench.
"""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_ROWS = """
    SELECT goal.title, goal.state, goal.starts, goal.ends, unit.name, unit.code
    FROM goals_goal AS goal JOIN organisation_unit AS unit ON unit.id = goal.unit_id
    ORDER BY goal.id LIMIT %s
"""


def floor_page(request: HttpRequest, rows: int) -> HttpResponse:
    """A table of so many goals, in the frame that every page has."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [rows])
        found = cursor.fetchall()
    return render(request, "demo/floor.html", {"rows": found})
