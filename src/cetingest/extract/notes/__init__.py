"""Zones and marks -> notes, the references to them, and what speaks for each (`candidates`)."""
