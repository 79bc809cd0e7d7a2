"""What a new forum of each kind begins with; all of it can be changed afterwards."""

from dataclasses import dataclass

from rodtrad.forums.models import Forum
from rodtrad.organisation.defaults import HEALTH_ROLES


@dataclass(frozen=True)
class RoleDefault:
    """A role whose holders belong to the forum."""

    code: str
    leads: bool = False
    from_above: bool = False
    by_decision: bool = False


_HEALTH = (
    RoleDefault("principal", leads=True),
    RoleDefault("assistant_principal"),
    *(RoleDefault(code, from_above=True) for code in HEALTH_ROLES),
)
_NETWORK_LEADERS = (
    RoleDefault("development_head", leads=True),
    RoleDefault("head_of_schools", leads=True),
)

ROLES: dict[str, tuple[RoleDefault, ...]] = {
    Forum.Kind.LEADERS: (
        RoleDefault("head_of_schools", leads=True),
        RoleDefault("development_head", leads=True),
        RoleDefault("principal"),
        RoleDefault("assistant_principal", by_decision=True),
    ),
    Forum.Kind.DEVELOPMENT_GROUP: (
        RoleDefault("head_of_schools", leads=True),
        RoleDefault("development_head", leads=True),
    ),
    Forum.Kind.LEAD_TEACHERS: (*_NETWORK_LEADERS, RoleDefault("lead_teacher")),
    Forum.Kind.PROCESS_LEADERS: (*_NETWORK_LEADERS, RoleDefault("process_leader")),
    Forum.Kind.CHILD_HEALTH: _HEALTH,
    Forum.Kind.PUPIL_HEALTH: _HEALTH,
    Forum.Kind.BOARD: (
        RoleDefault("board_secretary", leads=True),
        RoleDefault("board_chair"),
        RoleDefault("board_member"),
    ),
    Forum.Kind.OWN: (
        RoleDefault("principal", leads=True),
        RoleDefault("assistant_principal", leads=True),
    ),
}

PURPOSES: dict[str, str] = {
    Forum.Kind.LEADERS: (
        "En kommunikationskanal mellan huvudman och verksamhet, för information och dialog, för "
        "beslut och överenskommelser och för att följa upp dem. Rektorer utvecklas i sin "
        "profession och arbetar med mål och resultat."
    ),
    Forum.Kind.DEVELOPMENT_GROUP: (
        "Följer upp och analyserar huvudmannens systematiska kvalitetsarbete, upprättar årshjulen "
        "och ger rektorerna förutsättningar för ett likvärdigt kvalitetsarbete."
    ),
    Forum.Kind.LEAD_TEACHERS: (
        "Kvalitetssäkrar metoder och modeller för det kollegiala lärandet. Innehållet följer det "
        "som ledarforum har kommit överens om."
    ),
    Forum.Kind.PROCESS_LEADERS: (
        "Kvalitetssäkrar metoder och modeller för det kollegiala lärandet i förskolan. Innehållet "
        "följer det som ledarforum har kommit överens om."
    ),
    Forum.Kind.CHILD_HEALTH: (
        "Professionerna följer tillsammans upp och analyserar barnhälsoarbetet som en del av det "
        "systematiska kvalitetsarbetet."
    ),
    Forum.Kind.PUPIL_HEALTH: (
        "Professionerna följer tillsammans upp och analyserar elevhälsoarbetet som en del av det "
        "systematiska kvalitetsarbetet."
    ),
    Forum.Kind.BOARD: "Nämndens sammanträden: där resultat redovisas och kvalitetsdialoger förs.",
    Forum.Kind.OWN: "",
}
