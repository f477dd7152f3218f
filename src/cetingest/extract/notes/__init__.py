"""Zones and marks -> notes and the references to them (`candidates`), each with its signals (`signals`)."""
