"""People, posts, and who holds which post when. History stays with the post, not with the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from citycircle.accounts.models.dated import Dated, DatedRows, Editable
from citycircle.accounts.models.organisations import Organisation
from citycircle.accounts.rights import Place
from citycircle.accounts.roles import ROLES, Role


class People(BaseUserManager["Person"]):
    """People are made by actions; this only finds them by the name they sign in with."""


class Person(AbstractBaseUser, Editable):
    """Somebody who signs in. Only what signing in and being named in a record need is kept."""

    sign_in_name = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=8, default="zh", choices=(("zh", "中文"), ("en", "English")))
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    password_set_at = models.DateTimeField(null=True, blank=True)
    second_factor = models.TextField(blank=True)
    """The secret of the authenticator app, sealed with the service's key; empty until it is set up."""
    second_factor_step = models.BigIntegerField(default=0)
    """The last time step that was accepted: a code works once."""
    outside_subject = models.CharField(max_length=255, blank=True)
    """Who this is at the city's own identity provider (OpenID Connect `sub`)."""

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    kept_secret: ClassVar[frozenset[str]] = frozenset({"password", "second_factor"})

    objects = People()

    if TYPE_CHECKING:
        id: int
        holdings: Any

    class Meta:
        ordering = ("sign_in_name",)

    def __str__(self) -> str:
        return self.name


class Post(Dated, Editable):
    """A seat at an organisation with one role, whoever sits on it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=80)
    role = models.CharField(max_length=40, choices=[(role.value, ROLES[role].title.zh) for role in Role])
    phone = models.CharField(max_length=40, blank=True)

    objects = DatedRows.as_manager()

    if TYPE_CHECKING:
        id: int
        organisation_id: int

    class Meta:
        ordering = ("organisation", "role", "id")

    def __str__(self) -> str:
        return f"{self.organisation} {self.title}"

    @property
    def place(self) -> Place:
        return self.organisation.place


class Holding(Dated):
    """A person on a post, for a time; `deputy` marks the B of an A/B pair (AB 岗)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    deputy = models.BooleanField(default=False)

    objects = DatedRows.as_manager()

    if TYPE_CHECKING:
        id: int
        person_id: int
        post_id: int

    class Meta:
        ordering = ("post", "valid_from", "id")
        indexes = (models.Index(fields=["person", "valid_from"]),)

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"

    @property
    def place(self) -> Place:
        return self.post.place


class Delegation(Dated):
    """Somebody stands in for the holder of a post, for days that both ends name (请假、出差)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    stand_in = models.ForeignKey(Person, models.PROTECT, related_name="delegations")
    reason = models.CharField(max_length=200)

    objects = DatedRows.as_manager()

    if TYPE_CHECKING:
        id: int

    class Meta:
        ordering = ("valid_from", "id")

    def __str__(self) -> str:
        return f"{self.stand_in} → {self.post}"

    @property
    def place(self) -> Place:
        return self.post.place
