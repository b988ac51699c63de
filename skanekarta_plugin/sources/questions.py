"""What a source says that only a person can settle: a misspelt name, a new value, a new recipient.

An answer holds for every row with the same words, and is remembered for the next file.
"""

from dataclasses import dataclass, field

from ..domain.text import fold

MUNICIPALITY = "municipality"
VALUE = "value"
RECIPIENT = "recipient"
# The answer "it is what it says": outside the map, or a new value.
AS_STATED = ""


def question_key(subject, stated):
    """Return what identifies a question and its answer.

    :param subject: name of the codelist, of the dataset of municipalities, or of the register
    """
    return f"{subject}\t{fold(stated)}"


@dataclass
class Question:
    """One thing to settle.

    :param kind: ``MUNICIPALITY``, ``VALUE`` or ``RECIPIENT``
    :param subject: see :func:`question_key`
    :param label: of the field that holds the words
    :param stated: the words of the source
    :param suggestions: known values that may be meant, the likeliest first
    :param needed: True if rows are rejected until it is answered
    :param proposed: for a new recipient, the type that its name suggests; "" for none
    :param answer: what was answered, here or for an earlier file; None while it is open
    :param count: how many rows hold the words
    :param cell: the first cell that does
    """

    kind: str
    subject: str
    label: object
    stated: str
    suggestions: list = field(default_factory=list)
    needed: bool = False
    proposed: str = ""
    answer: str | None = None
    count: int = 0
    cell: str = ""

    @property
    def key(self):
        """What identifies the question."""
        return question_key(self.subject, self.stated)


@dataclass(frozen=True)
class RecipientAnswer:
    """Who a new recipient is.

    :param same_as: name of the registered recipient that it is; "" if it is a new one
    :param type: value of the register's codelist of types; "" for unknown
    :param place: code of the municipality where it works; "" for unknown
    """

    same_as: str = ""
    type: str = ""
    place: str = ""
