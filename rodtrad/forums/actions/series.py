"""Changes of when a forum meets: its series, and single days of them."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.forums.models import Forum, ForumSeries, SeriesException
from rodtrad.forums.series import Rule, follows, rule_days


def _check_days(rule: Rule) -> None:
    """Refuse a series without a single day."""
    if rule.last >= rule.first and not rule_days(rule, rule.first, rule.last):
        raise ValidationError(
            {
                "last": "Serien har ingen dag: mellan första och sista dagen finns inte den "
                "veckodagen. Välj en senare sista dag eller en annan veckodag."
            }
        )


def _changed(forum: Forum, what: str, *, by: User | None) -> None:
    """Log what happened to the days a forum meets, and let calendars see that theirs are old."""
    Forum.objects.filter(pk=forum.pk).update(
        days_version=F("days_version") + 1, days_changed_at=timezone.now()
    )
    record(what, by=by, target=forum, unit_id=forum.unit_id)


@transaction.atomic
def add_series(forum: Forum, *, rule: Rule, by: User | None) -> ForumSeries:
    """Let a forum meet regularly.

    Raises:
        ValidationError: when the series ends before it begins, or has no day.
    """
    series = ForumSeries(forum=forum, **_fields(rule))
    series.full_clean()
    _check_days(rule)
    series.save()
    _changed(forum, "forum.series_added", by=by)
    return series


@transaction.atomic
def change_series(series: ForumSeries, *, rule: Rule, by: User) -> ForumSeries:
    """Change weekday, time or span of a series; days that were changed by hand stay so.

    Raises:
        ValidationError: when the series ends before it begins, or has no day.
    """
    for name, value in _fields(rule).items():
        setattr(series, name, value)
    series.full_clean()
    _check_days(rule)
    series.save()
    _changed(series.forum, "forum.series_changed", by=by)
    return series


@transaction.atomic
def remove_series(series: ForumSeries, *, by: User) -> None:
    """Take a series away; meetings that have been prepared stay."""
    _changed(series.forum, "forum.series_removed", by=by)
    series.delete()


def _fields(rule: Rule) -> dict[str, object]:
    return {
        "weekday": rule.weekday,
        "every_weeks": rule.every_weeks,
        "first": rule.first,
        "last": rule.last,
        "starts_at": rule.starts_at,
        "minutes": rule.minutes,
    }


def _exempt(series: ForumSeries, on: date) -> SeriesException:
    if not follows(series.rule, on):
        raise ValidationError("Forumet möts inte den dagen enligt serien.")
    return SeriesException.objects.filter(series=series, on=on).first() or SeriesException(
        series=series, on=on
    )


@transaction.atomic
def cancel_day(series: ForumSeries, *, on: date, reason: str, by: User | None) -> SeriesException:
    """Let a day of the series fall away.

    Raises:
        ValidationError: without a reason, or for a day that the series does not give.
    """
    row = _exempt(series, on)
    row.moved_to, row.moved_at, row.reason = None, None, reason.strip()
    if not row.reason:
        raise ValidationError({"reason": "Skriv varför mötet ställs in."})
    row.full_clean()
    row.save()
    _changed(series.forum, "forum.day_cancelled", by=by)
    return row


@transaction.atomic
def move_day(
    series: ForumSeries,
    *,
    on: date,
    to: date,
    at: time | None,
    reason: str,
    by: User | None,
) -> SeriesException:
    """Let the forum meet on another day instead.

    Raises:
        ValidationError: without a reason, for a day that the series does not give, or when the
            forum meets on the new day already.
    """
    row = _exempt(series, on)
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför mötet flyttas."})
    others = series.forum.days(to, to)
    if any(day.original != on or day.series != series.pk for day in others):
        raise ValidationError({"on": "Forumet möts redan den dagen. Välj en annan dag."})
    row.moved_to, row.moved_at, row.reason = to, at, reason.strip()
    row.full_clean()
    row.save()
    _changed(series.forum, "forum.day_moved", by=by)
    return row


@transaction.atomic
def restore_day(series: ForumSeries, *, on: date, by: User) -> None:
    """Let a cancelled or moved day be as the series says again."""
    series.exceptions.filter(on=on).delete()
    _changed(series.forum, "forum.day_restored", by=by)
