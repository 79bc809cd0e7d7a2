"""Forms for wheels, their items, kinds and numbers."""

from rodtrad.yearwheel.forms.items import ItemForm, MoveForm, item_initial
from rodtrad.yearwheel.forms.kinds import KindForm, NewKindForm, NumbersForm, RingForm
from rodtrad.yearwheel.forms.wheels import AdoptForm, WheelForm

__all__ = [
    "AdoptForm",
    "ItemForm",
    "KindForm",
    "MoveForm",
    "NewKindForm",
    "NumbersForm",
    "RingForm",
    "WheelForm",
    "item_initial",
]
