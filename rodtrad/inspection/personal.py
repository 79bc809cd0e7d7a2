"""Everything that is kept about one person, for that person (GDPR, article 15 and 20)."""

from typing import Any

from rodtrad.accounts.models import User
from rodtrad.audit.event_words import VERBS
from rodtrad.audit.models import Event
from rodtrad.drafts.models import Draft
from rodtrad.forums.models import HandMember
from rodtrad.inspection.relations import rows_about
from rodtrad.meetings.models import Attendee
from rodtrad.notifications.models import Notice

# The latest events; who needs them all asks who runs the installation.
MOST_EVENTS = 5000


def own_data(user: User) -> dict[str, Any]:
    """What is kept about a person, as JSON-able values.

    Seven queries, and those of `rows_about`.
    """
    return {
        "person": {
            "namn": user.name,
            "e-post": user.email,
            "titel": user.title,
            "upplagd": user.joined_at.isoformat(),
            "senast inloggad": user.last_login.isoformat() if user.last_login else None,
        },
        "uppdrag": [
            {
                "roll": row.role.name,
                "enhet": row.unit.name,
                "från": row.starts.isoformat(),
                "till": row.ends.isoformat() if row.ends else None,
            }
            for row in user.assignments.select_related("role", "unit")
        ],
        "forum": [
            {"forum": row.forum.name, "från": row.starts.isoformat()}
            for row in HandMember.objects.filter(user=user).select_related("forum")
        ],
        "möten": [
            {"möte": str(row.meeting), "dag": row.meeting.on.isoformat()}
            for row in Attendee.objects.filter(user=user).select_related("meeting__forum")
        ],
        "meddelanden": [
            {"när": row.at.isoformat(), "meddelande": row.sentence}
            for row in Notice.objects.to(user)
        ],
        "påbörjade texter": [
            {"formulär": row.key, "fält": row.values, "sparat": row.saved_at.isoformat()}
            for row in Draft.objects.filter(user=user)
        ],
        "händelser": [
            {
                "när": row.at.isoformat(),
                "vad": VERBS.get(row.verb, "ändrade"),
                "gäller": row.target_label,
            }
            for row in Event.objects.filter(by=user)[:MOST_EVENTS]
        ],
        "där du står": rows_about(user),
    }


def own_counts(user: User) -> list[tuple[str, int]]:
    """How much there is of each kind that the file tells of in full. One query for each."""
    return [
        ("Uppdrag", user.assignments.count()),
        ("Forum", HandMember.objects.filter(user=user).count()),
        ("Möten", Attendee.objects.filter(user=user).count()),
        ("Meddelanden", Notice.objects.to(user).count()),
        ("Påbörjade texter", Draft.objects.filter(user=user).count()),
        ("Händelser i loggen", Event.objects.filter(by=user).count()),
    ]
