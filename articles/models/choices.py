"""The closed lists of the archive, with the words that readers see."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What sort of contact a meeting is."""

    PHONE_CALL = "phone_call", _("Call")
    VIDEO_CALL = "video_call", _("Video call")
    IN_PERSON = "in_person", _("Meeting in person")
    MULTILATERAL = "multilateral", _("Multilateral meeting")
    LETTER = "letter", _("Letter")


class DateBasis(TextChoices):
    """How the day of a meeting is known, the surest first."""

    EDITOR = "editor", _("set by an editor")
    EXPLICIT = "explicit", _("stated in the text")
    YEAR_FROM_PUBLISHED = "year_from_published", _("day stated, year from the date of publication")
    RELATIVE_TO_PUBLISHED = "relative_to_published", _("counted from the date of publication")
    YEAR_FROM_CONTEXT = "year_from_context", _("day stated, year inferred from the context")


class Role(TextChoices):
    HEAD_OF_STATE = "head_of_state", _("Head of state")
    HEAD_OF_GOVERNMENT = "head_of_government", _("Head of government")
    DEPUTY_HEAD_OF_GOVERNMENT = "deputy_head_of_government", _("Deputy head of government")
    FOREIGN_MINISTER = "foreign_minister", _("Foreign minister")
    DEPUTY_FOREIGN_MINISTER = "deputy_foreign_minister", _("Deputy foreign minister")
    DEFENCE_MINISTER = "defence_minister", _("Defence minister")
    OTHER_MINISTER = "other_minister", _("Minister")
    SECURITY_ADVISER = "security_adviser", _("Security adviser")
    PARTY_LEADER = "party_leader", _("Party leader")
    PARLIAMENT_SPEAKER = "parliament_speaker", _("Speaker of parliament")
    SENIOR_OFFICIAL = "senior_official", _("Senior official")
    AMBASSADOR = "ambassador", _("Ambassador")
    ORG_HEAD = "org_head", _("Head of an organisation")
    ROYAL = "royal", _("Member of a royal house")
    OTHER = "other", _("Other")


class Act(TextChoices):
    """What a speaker did in saying it."""

    AFFIRM = "affirm", _("affirmed")
    AGREE = "agree", _("agreed")
    COMMIT = "commit", _("committed")
    CONGRATULATE = "congratulate", _("congratulated")
    EXPRESS_CONCERN = "express_concern", _("expressed concern")
    INFORM = "inform", _("informed")
    INVITE = "invite", _("invited")
    PROPOSE = "propose", _("proposed")
    REQUEST = "request", _("requested")
    THANK = "thank", _("thanked")
    WELCOME = "welcome", _("welcomed")


PROMISING = (Act.AGREE, Act.COMMIT, Act.INVITE)  # what may be held to afterwards


class Aspect(TextChoices):
    """What a fact is about. A meeting has one kind, date and initiator, and any number of the rest."""

    KIND = "kind", _("Kind")
    DATE = "date", _("Date")
    INITIATOR = "initiator", _("Initiator")
    PARTY = "party", _("Party")
    PARTICIPANT = "participant", _("Participant")
    TOPIC = "topic", _("Topic")
    AGREEMENT = "agreement", _("Agreement")
    STATEMENT = "statement", _("Statement")


SINGLE_ASPECTS = (Aspect.KIND, Aspect.DATE, Aspect.INITIATOR)


class Origin(TextChoices):
    MACHINE = "machine", _("machine")
    EDITOR = "editor", _("editor")


class Status(TextChoices):
    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")


class Verdict(TextChoices):
    """What a ruling says of its subject."""

    CONFIRM = "confirm", _("the fact is right")
    REJECT = "reject", _("the fact is wrong")
    ASSERT = "assert", _("the fact is so")
    SAME_CALL = "same_call", _("these accounts report one meeting")
    DIFFERENT_CALL = "different_call", _("these accounts report different meetings")
    SAME_PERSON = "same_person", _("these names are one person")
    DIFFERENT_PERSON = "different_person", _("these names are different persons")
    TELLS = "tells", _("the article tells of a meeting")
    DESCRIBE = "describe", _("the record reads so")
