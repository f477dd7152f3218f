"""Automation conditions: when the assets of the corpus are made anew.

Here: the two conditions that they share; both ask again at each full hour for what failed, until it is made. Not here:
documents (`sensors`) and aged links (`schedules`).
"""

import dagster as dg

_is = dg.AutomationCondition

_EACH_HOUR = "0 * * * *"
"""A run that failed tried for a minute itself. Without the clock it would be asked for again at once, and for ever."""


def when_settled(ignored: dg.AssetSelection | None = None, *, is_first: bool = False) -> dg.AutomationCondition:  # type: ignore[type-arg]
    """Make an asset anew after something it depends on was made, once nothing of that is in progress.

    Unlike `eager()` it does not wait for partitions that are missing, so a document that failed holds nobody up; and
    what is made between a request and the next tick counts, which `eager()` forgets: only conditions that are not
    joined by "or" and "and" carry the times by which Dagster tells what came later. Dependencies that are `ignored` are
    read, but their changes reach the asset by way of another one.

    The first asset of the corpus is also made when it is missing though there are documents, so the first start needs
    no hand (the others follow it), and when a document newly failed, which is a row of the tables, too.
    """
    updated, in_progress = _is.any_deps_match(_is.newly_updated()), _is.any_deps_in_progress()
    if ignored is not None:
        updated, in_progress = updated.ignore(ignored), in_progress.ignore(ignored)
    is_wanted: dg.AutomationCondition[dg.AssetKey | dg.AssetCheckKey] = updated.since(_is.newly_requested())
    if is_first:
        is_new = (_is.newly_missing() | (_is.missing() & _is.initial_evaluation())).since(_is.newly_requested())
        failed = _is.any_deps_match(_is.execution_failed().newly_true())  # bare, it would ask again at every tick
        is_wanted = is_wanted | (is_new & _is.any_deps_match(~_is.missing())) | failed.since(_is.newly_requested())
    return ((is_wanted | _failed_before_the_hour()) & ~in_progress & ~_is.in_progress()).with_label("when_settled")


def with_sources() -> dg.AutomationCondition:  # type: ignore[type-arg]
    """Make an asset anew with what it depends on, in the same run or after it, unless a blocking check there failed.

    While it is itself in progress, and at the first start, they go ahead without it. In one run with them the run keeps
    it back; Dagster's `all_deps_blocking_checks_passed` would ask for checks that passed before, and so for a run more.
    """
    is_wanted = _is.any_deps_updated().since_last_handled()
    has_passed = _is.all_checks_match(_is.check_passed(), blocking_only=True)
    is_safe = _is.all_deps_match(has_passed | _is.will_be_requested())
    return ((is_wanted | _failed_before_the_hour()) & is_safe & ~_is.in_progress()).with_label("with_sources")


def _failed_before_the_hour() -> dg.AutomationCondition:  # type: ignore[type-arg]
    """Hold from the full hour at which the last run had failed, until a run is asked for or succeeds."""
    struck = _is.execution_failed() & _is.cron_tick_passed(_EACH_HOUR)
    return struck.since(_is.newly_requested() | _is.newly_updated())
