"""Give every report the time that it is about: so far always its school year."""

from datetime import date
from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    """Write the school year's own days, also on earlier versions of the row."""
    for name in ("Report", "HistoricalReport"):
        model = apps.get_model("reports", name)
        for start in set(model.objects.filter(period="").values_list("school_year_id", flat=True)):
            model.objects.filter(period="", school_year_id=start).update(
                period=f"{start}/{(start + 1) % 100:02d}",
                period_starts=date(start, 8, 1),
                period_ends=date(start + 1, 7, 31),
            )


class Migration(migrations.Migration):
    """Content, apart from the schema."""

    dependencies = [("reports", "0003_kinds_flow_and_feedback")]

    # The other way there is nothing to do: the columns go.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
