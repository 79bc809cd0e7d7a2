"""The board's and the units' dialogues: what last year's led to, and this year's on the way."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.demo.clock import happening_on, schoolday, workday
from rodtrad.demo.content import read
from rodtrad.demo.forums import board_day
from rodtrad.demo.season import Season
from rodtrad.dialogues.actions import board, board_visit, brief, chain, outcome, sitting, unit
from rodtrad.dialogues.models import BoardDialogue, BoardRound, Matter, Topic
from rodtrad.dialogues.queries.suggestions import suggestions
from rodtrad.goals.models import DevelopmentArea
from rodtrad.notifications.actions import mark_read
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import SchoolYear
from rodtrad.reports.models import Report

# When the board agrees: before the school year, when last year's work is presented to it.
_AGREES, _PROPOSES = timedelta(days=-45), timedelta(days=-60)
_PLACE = "Sessionssalen, Gamla rådhuset"


def hold_dialogues(season: Season) -> None:
    """Let the units talk, and the board after them."""
    content = read("dialogues")
    matters = _talk(season, content)
    for number in (1, 2):
        _round(season, content, number, matters)
    _visits(season, content)
    # What was told more than a month ago has been read.
    old = Notice.objects.filter(at__date__lt=season.today - timedelta(days=30))
    mark_read(old, at=timezone.now())


def _talk(season: Season, content: dict[str, Any]) -> dict[str, Matter]:
    """The units' plans, dialogues and questions; what lies ahead is planned."""
    basis, matters = season.basis, {}
    for entry in content["plan"]:
        for year in basis.years:
            with happening_on(workday(year.span.starts + timedelta(days=12))):
                unit.save_plan(
                    unit=basis.units[entry["unit"]],
                    school_year=year,
                    text=entry["text"],
                    revision=0,
                    by=basis.principal(entry["unit"]),
                )
    for entry in content["occasion"]:
        if made := _occasion(season, entry):
            matters[entry["matter_key"]] = made
    for entry in content["exempt"]:
        year = basis.years[entry["year"]]
        with happening_on(min(workday(year.span.starts + timedelta(days=30)), season.today)):
            unit.exempt_group(
                unit=basis.units[entry["unit"]],
                school_year=year,
                group=entry["group"],
                why=entry["why"],
                by=basis.principal(entry["unit"]),
            )
    return matters


def _occasion(season: Season, entry: dict[str, Any]) -> Matter | None:
    basis, year = season.basis, season.basis.years[entry["year"]]
    place, by = basis.units[entry["unit"]], basis.principal(entry["unit"])
    on = workday(year.span.starts + timedelta(days=entry["day"]))
    held = on <= season.today and "said" in entry
    area = DevelopmentArea.objects.filter(
        unit=place, school_year__lt=year.pk, set_aside_why=""
    ).first()
    talk = unit.Talk(
        on=on,
        method=entry["method"],
        groups={
            group: unit.Turnout(*counts) if held else unit.Turnout()
            for group, counts in entry["groups"].items()
        },
        held=held,
        question=entry.get("question", ""),
        said=entry.get("said", "") if held else "",
        adjusted=entry.get("adjusted", "") if held else "",
        area=area,
    )
    with happening_on(min(on, season.today)):
        made = unit.add_occasion(unit=place, school_year=year, talk=talk, by=by, today=season.today)
    if not held or "matter" not in entry:
        return None
    with happening_on(on):
        matter = chain.raise_matter(
            unit=place, school_year=year, text=entry["matter"], by=by, on=on, occasion=made
        )
    answered = workday(on + timedelta(days=24))
    if "answer" in entry and answered <= season.today:
        with happening_on(answered):
            matter = chain.answer_matter(
                matter, answer=entry["answer"], revision=0, by=basis.head, on=answered
            )
    return matter


def _round(
    season: Season, content: dict[str, Any], number: int, matters: dict[str, Matter]
) -> None:
    """Propose, agree, place, write, hold and follow a school year's dialogues."""
    basis, year = season.basis, season.basis.years[number]
    top, chair = basis.units["1286"], basis.of_board("board_chair")[0]
    member = basis.of_board("board_member")[0]
    proposed, agreed = workday(year.span.starts + _PROPOSES), board_day(year.span.starts + _AGREES)
    entries = [entry for entry in content["topic"] if entry["year"] == number]
    with happening_on(proposed):
        round_ = board.open_round(municipality=top, school_year=year, by=basis.development_head)
        topics = [
            board.propose_topic(
                round_,
                title=entry["title"],
                why=entry["why"],
                origin=entry["origin"],
                grounds=_grounds(season, entry, matters, year),
                by=member if entry["origin"] == "member" else basis.development_head,
                on=proposed,
            )
            for entry in entries
        ]
    chosen = [topic for topic, entry in zip(topics, entries, strict=True) if entry["chosen"]]
    with happening_on(agreed):
        board.agree_on_topics(
            round_,
            topics=chosen,
            on=agreed,
            by=chair,
            note="Nämnden valde ämnen som flera enheter har lyft och där nämnden kan påverka.",
        )
    for topic, entry in zip(topics, entries, strict=True):
        if entry["chosen"]:
            _dialogue(season, round_, Topic.objects.get(pk=topic.pk), entry, chair)


def _grounds(
    season: Season, entry: dict[str, Any], matters: dict[str, Matter], year: SchoolYear
) -> list[board.Ground]:
    """The units' questions, and for the administration's topics the area that the entry says."""
    found = [
        board.Ground("matter", row.pk, row.text, "", row.unit)
        for key in entry.get("matters", [])
        if (row := matters.get(key))
    ]
    if "area" not in entry:
        return found
    sources = suggestions(season.basis.units["1286"], year.span.previous)
    refs = [
        ref
        for source in sources
        for one in source.found[entry["area"] : entry["area"] + 1]
        for ref in one.refs[:2]
    ]
    areas = [int(ref.partition(":")[2]) for ref in refs if ref.startswith("area:")]
    for area in DevelopmentArea.objects.filter(pk__in=areas).select_related("unit"):
        found.append(board.Ground("area", area.pk, area.title, area.description, area.unit))
    return found


def _dialogue(
    season: Season, round_: BoardRound, topic: Topic, entry: dict[str, Any], chair: User
) -> None:
    span, today, lead = round_.school_year.span, season.today, season.basis.development_head
    placed = min(workday(span.starts + timedelta(days=20)), today)
    forum = sitting.board_forum(round_.unit, today=today)
    if "day" in entry:
        on = workday(span.starts + timedelta(days=entry["day"]))
        # The board met on a day of its series.
        near = forum.days(on, on + timedelta(days=40)) if forum else []
        where = sitting.Sitting(on=near[0].on if near else on, starts=time(14, 0), place=_PLACE)
    elif "coming" in entry:
        on = min(workday(today + timedelta(days=entry["coming"])), span.ends)
        meetings = sitting.chances(forum, first=on, last=span.ends) if forum else []
        with happening_on(placed):
            where = (
                sitting.Sitting.at(
                    sitting.meeting_of(forum, meetings[0].value, by=chair, today=placed),
                    starts=time(14, 0),
                )
                if forum and meetings
                else sitting.Sitting(on=on, starts=time(14, 0), place=_PLACE)
            )
    else:
        return
    on = where.on
    with happening_on(placed):
        dialogue = sitting.choose_sitting(topic, sitting=where, by=chair, today=placed)
    if "text" not in entry:
        return
    sent = min(workday(on - timedelta(days=18)), today)
    with happening_on(sent):
        dialogue = brief.write_brief(
            dialogue, text=entry["text"], revision=dialogue.revision, by=lead
        )
        _add_facts(season, dialogue)
        people = [season.basis.principal(code) for code in entry["called"]]
        if people:
            note = "Berätta om vad ni ser och vad ni har prövat, ungefär tio minuter."
            brief.summon(dialogue, people=people, note=note, on=sent, by=lead)
        if "said" in entry or entry.get("send"):
            brief.send_brief(dialogue, on=sent, by=lead)
    _answer(dialogue, on=sent, is_past="said" in entry)
    if "said" in entry and on <= today:
        _hold(season, dialogue, entry, on)


def _add_facts(season: Season, dialogue: BoardDialogue) -> None:
    basis, year = season.basis, dialogue.topic.round.school_year_id
    reports = Report.objects.filter(state=Report.State.ADOPTED, school_year=year - 1)
    key = "language" if "pråk" in dialogue.topic.title else "safety"
    brief.set_material(
        dialogue,
        goals=[season.shared[key]],
        indicators=[basis.indicators["language" if key == "language" else "safe"]],
        reports=list(reports[:3]),
        by=basis.development_head,
    )


def _answer(dialogue: BoardDialogue, *, on: date, is_past: bool) -> None:
    """Those who are called come; of the next dialogue one has not answered yet."""
    for row in list(dialogue.summons.all())[: None if is_past else 1]:
        with happening_on(on):
            brief.answer_summons(row, answer="comes", on=on, by=row.person)


def _hold(season: Season, dialogue: BoardDialogue, entry: dict[str, Any], on: date) -> None:
    secretary, today = season.basis.secretary, season.today
    with happening_on(workday(on - timedelta(days=12))):
        brief.mark_noticed(dialogue, on=workday(on - timedelta(days=12)), by=secretary)
    dialogue.refresh_from_db()
    with happening_on(on):
        dialogue = outcome.record_outcome(
            dialogue,
            said=entry["said"],
            led_to=entry["led_to"],
            held_on=on,
            revision=dialogue.revision,
            by=secretary,
            today=on,
        )
        rows = [
            (
                outcome.add_follow_up(
                    dialogue,
                    what=one["what"],
                    due=workday(on + timedelta(days=one["days"])),
                    responsible=season.basis.development_head,
                    by=secretary,
                    today=on,
                ),
                one,
            )
            for one in entry["follow"]
        ]
    for row, one in rows:
        if "outcome" in one and row.due <= today:
            with happening_on(row.due):
                outcome.finish_follow_up(
                    row,
                    outcome=one["outcome"],
                    on=row.due,
                    revision=row.revision,
                    by=season.basis.development_head,
                )
    answered = workday(on + timedelta(days=9))
    if entry["answer"] and answered <= today:
        with happening_on(answered):
            outcome.send_answer(
                dialogue,
                answer=entry["answer"],
                units=_receivers(season, dialogue.topic, entry["called"]),
                revision=dialogue.revision,
                on=answered,
                by=secretary,
            )


def _receivers(season: Season, topic: Topic, called: Iterable[str]) -> list[Any]:
    """The units that the topic came from, and those who took part."""
    found = {row.unit for row in topic.evidence.select_related("unit") if row.unit}
    return list(found | {season.basis.units[code] for code in called})


def _visits(season: Season, content: dict[str, Any]) -> None:
    basis, today = season.basis, season.today
    year = basis.years[2]
    round_ = BoardRound.objects.get(school_year=year)
    members = basis.of_board("board_member")
    for entry in content["member_visit"]:
        about = BoardDialogue.objects.filter(
            topic__round=round_, topic__title=entry.get("topic", "")
        ).first()
        plan = board_visit.VisitPlan(
            unit=basis.units[entry["unit"]],
            on=schoolday(today + timedelta(days=entry["coming"])),
            starts=time(9, 0),
            places=4,
            about=entry["about"],
            dialogue=about,
        )
        with happening_on(workday(today - timedelta(days=10))):
            visit = board_visit.offer_visit(
                round_, plan=plan, by=basis.development_head, today=today
            )
            for member in members[: entry["signed"]]:
                board_visit.sign_up(visit, by=member, today=today)
