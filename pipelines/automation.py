"""Automation conditions: when the assets of the corpus are made anew.

Here: the two conditions that they share. Not here: documents (`sensors`) and aged links (`schedules`).
"""

import dagster as dg

_is = dg.AutomationCondition


def when_settled(ignored: dg.AssetSelection | None = None) -> dg.AutomationCondition:  # type: ignore[type-arg]
    """Make an asset anew after something it depends on was made, once nothing of that is in progress.

    Unlike `eager()` it does not wait for partitions that are missing, so a document that failed holds nobody up; an
    asset that is missing when the daemon first sees it is made, so the first start needs no hand; and what is made
    between a request and the next tick counts, which `eager()` forgets: only conditions that are not joined by "or" and
    "and" carry the times by which Dagster tells what came later. Dependencies that are `ignored` are read, but
    their changes reach the asset by way of another one.
    """
    updated, in_progress = _is.any_deps_match(_is.newly_updated()), _is.any_deps_in_progress()
    if ignored is not None:
        updated, in_progress = updated.ignore(ignored), in_progress.ignore(ignored)
    is_new = _is.newly_missing() | (_is.missing() & _is.initial_evaluation())
    is_wanted = updated.since(_is.newly_requested()) | is_new.since(_is.newly_requested())
    return (is_wanted & ~in_progress & ~_is.in_progress()).with_label("when_settled")


def with_sources() -> dg.AutomationCondition:  # type: ignore[type-arg]
    """Make an asset anew in the same run as what it depends on, so that blocking checks there keep it back."""
    return (_is.any_deps_updated().since_last_handled() & ~_is.in_progress()).with_label("with_sources")
