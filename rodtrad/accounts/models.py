"""A person who may sign in."""

from typing import ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower

from rodtrad.core.collation import SWEDISH


class UserManager(BaseUserManager["User"]):
    """Makes people; the address is the name one signs in with."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """A new person; without a password they cannot sign in with one."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person; what they may do follows from their assignments, never from flags here."""

    email = models.EmailField("e-postadress", unique=True)
    name = models.CharField("namn", max_length=150, db_collation=SWEDISH)
    title = models.CharField("titel", max_length=100, blank=True)
    is_active = models.BooleanField("får logga in", default=True)
    joined_at = models.DateTimeField("upplagd", auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message="Det finns redan en person med den e-postadressen.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as it is written everywhere."""
        return self.name

    def get_short_name(self) -> str:
        """The first name."""
        return self.name.split(" ", 1)[0]
