"""Events: what a document says happened, happens or is planned at a stated time."""

from cetingest.findings.events.find import find_events

__all__ = ["find_events"]
