"""What libraries write by themselves, as «locked on…»: «3 luglio 2026, 9:30», without the zero and the day of the week."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
