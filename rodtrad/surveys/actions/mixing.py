"""Wipes out the traces that a database leaves of when and in which order rows were written.

SQLite keeps answers by their random numbers (migration 0004). PostgreSQL writes rows after one
another and notes on each which transaction wrote it: an answer and the one-time code that was used
for it would have the same. With each answer all the unit's used codes are therefore written anew,
in the order of the codes: they all have the latest answer's mark, and no order of their own. When a
survey closes, all its rows are written anew at once, by their random numbers. Until then whoever
reads the database's own files could see the order of the answers; no page, file or command does.
"""

from django.db import connection

from rodtrad.surveys.models import Answer, OneTimeCode, Response, Survey, SurveyUnit


def forget_which(part: SurveyUnit) -> None:
    """Write a unit's used codes anew, so that none has the mark of the answer that it was used for.

    To be called in the transaction that stores the answer; does nothing where the database leaves
    no trace.
    """
    if connection.vendor != "postgresql":
        return
    codes = OneTimeCode._meta.db_table
    with connection.cursor() as cursor:
        # Sorted first, and so deleted first, before any row is written again.
        cursor.execute(
            f"WITH used AS (DELETE FROM {codes} WHERE survey_unit_id = %s AND is_used RETURNING *) "  # noqa: S608  # our own names
            f"INSERT INTO {codes} SELECT * FROM used ORDER BY code",
            [part.pk],
        )


def forget_order(survey: Survey) -> None:
    """Write the answers and the codes of a survey anew, in random order, in one transaction.

    To be called in a transaction; does nothing where the database leaves no trace.
    """
    if connection.vendor != "postgresql":
        return
    parts = list(survey.units.values_list("pk", flat=True))
    answers, responses = Answer._meta.db_table, Response._meta.db_table
    codes = OneTimeCode._meta.db_table
    own = f"response_id IN (SELECT id FROM {responses} WHERE survey_unit_id = ANY(%s))"  # noqa: S608  # our own names
    with connection.cursor() as cursor:
        for number, (table, mine, order) in enumerate(
            [
                (answers, own, "id"),
                (responses, "survey_unit_id = ANY(%s)", "id"),
                (codes, "survey_unit_id = ANY(%s)", "code"),
            ]
        ):
            kept = f"kept_{number}"
            cursor.execute(
                f"CREATE TEMPORARY TABLE {kept} ON COMMIT DROP AS SELECT * FROM {table} "  # noqa: S608  # our own names
                f"WHERE {mine}",
                [parts],
            )
            cursor.execute(f"DELETE FROM {table} WHERE id IN (SELECT id FROM {kept})")  # noqa: S608  # our own names
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {kept} ORDER BY {order}")  # noqa: S608  # our own names
            cursor.execute(f"DROP TABLE {kept}")
