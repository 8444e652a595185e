"""Booking by a citizen: five steps, from where to the summary (national model, "Prenotazione appuntamento")."""
