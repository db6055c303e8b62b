"""The archive's tables.

The article is the witness, the account is the machine's reading of it, the
meeting and its facts are the archive's reading, worked out from all accounts
and the editors' rulings. Facts can always be worked out again; articles and
rulings cannot, so nothing but an editor ever changes a ruling.
"""

from .article import Account, Article, ArticleVersion, Fingerprint
from .change import Change
from .fact import Evidence, Fact
from .meeting import Meeting, SlugRedirect
from .official import Official, OfficialName, Tenure
from .reference import Agreement, Country, Topic
from .report import Report
from .ruling import Ruling
from .subscription import Subscription

__all__ = [
    "Account",
    "Agreement",
    "Article",
    "ArticleVersion",
    "Change",
    "Country",
    "Evidence",
    "Fact",
    "Fingerprint",
    "Meeting",
    "Official",
    "OfficialName",
    "Report",
    "Ruling",
    "SlugRedirect",
    "Subscription",
    "Tenure",
    "Topic",
]
