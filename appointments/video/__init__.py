"""Video calls: who gives the rooms, and how the two people of an appointment enter theirs."""
