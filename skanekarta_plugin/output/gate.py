"""The gate: every way out of the plugin asks here who the readers are."""

from ..errors import N_, OutputError

INTERNAL = "internt"
MEETING = "mote"
PUBLIC = "publikt"
AUDIENCES = (INTERNAL, MEETING, PUBLIC)


def check_audience(audience):
    """Let a print or an export pass, or refuse it.

    :param audience: ``"internt"``, ``"mote"`` or ``"publikt"``
    :raises OutputError: for readers outside the house, until personal data can be checked, and for
        an unknown audience
    """
    if audience not in AUDIENCES:
        raise OutputError(
            N_("The audience “{audience}” is not known. Choose one of: {known}."),
            audience=audience,
            known=list(AUDIENCES),
        )
    if audience != INTERNAL:
        raise OutputError(
            N_(
                "Prints and exports for readers outside the house wait for the check of personal "
                "data, which is not built yet. Choose the audience “internt”."
            )
        )
