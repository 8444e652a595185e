"""What can go wrong with a request or a report, in words for who reads."""


class TicketError(Exception):
    """Something that cannot be done; the text is for the reader."""


class NotNow(TicketError):
    """The request is in a state in which this cannot be done (any more)."""


class BadFile(TicketError):
    """A file that we do not take, and why."""
