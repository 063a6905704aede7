"""What the service knows about organisations, people and acts. Django looks for models here, hence the imports."""

from citycircle.accounts.models.audit import AuditLine, ChainHead, SealedSegment
from citycircle.accounts.models.names import Alias, CollectiveMember, CollectiveName, Counterpart, ReadName
from citycircle.accounts.models.organisations import Hierarchy, Membership, Organisation
from citycircle.accounts.models.people import Delegation, Holding, Person, Post
from citycircle.accounts.models.search import SearchEntry
from citycircle.accounts.models.sign_in import FailedSignIns, OneTimeCode, PastPassword
from citycircle.accounts.models.tokens import ApiToken

__all__ = [
    "Alias",
    "ApiToken",
    "AuditLine",
    "ChainHead",
    "CollectiveMember",
    "CollectiveName",
    "Counterpart",
    "Delegation",
    "FailedSignIns",
    "Hierarchy",
    "Holding",
    "Membership",
    "OneTimeCode",
    "Organisation",
    "PastPassword",
    "Person",
    "Post",
    "ReadName",
    "SealedSegment",
    "SearchEntry",
]
