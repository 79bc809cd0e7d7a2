"""The site's addresses and the floor beside them; only the bench uses this list."""

from django.urls import include, path

from rodtrad.demo.bench.floor import floor_page

urlpatterns = [
    path("bench/golv/<int:rows>/", floor_page, name="bench_floor"),
    # By its name: the addresses lie in the layer above this one.
    path("", include("rodtrad.config.urls")),
]
