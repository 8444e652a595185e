"""What can go wrong while booking, in words for who reads."""


class BookingError(Exception):
    """Something that cannot be done; the text is for the reader."""

    code = "errore"


class PlaceTaken(BookingError):
    """The place asked for is not free (any more)."""

    code = "preso"


class HoldEnded(BookingError):
    """The ten minutes have passed, and the place has gone."""

    code = "scaduto"


class TooMany(BookingError):
    """One contact has as many appointments, or one browser as many places held, as it may."""

    code = "troppi"


class SameHour(BookingError):
    """The person has another appointment at that hour."""

    code = "stessa-ora"


class NotNow(BookingError):
    """The appointment is in a state, or too near, for what is asked."""

    code = "non-ora"


class NoPhone(BookingError):
    """Nobody knows which number to ring."""

    code = "telefono"
