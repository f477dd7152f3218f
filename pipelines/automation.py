"""Automation conditions: when the assets of the corpus are made again.

Here: the two conditions that the assets share. Both request what failed again at each full hour, until it succeeds. Not
here: documents (`sensors`) and aged links (`schedules`).
"""

import dagster as dg

_is = dg.AutomationCondition

_EACH_HOUR = "0 * * * *"
"""A failed run has retried for a minute by itself. Without the clock it would be requested again at once, for ever."""


def when_settled(ignored: dg.AssetSelection | None = None, *, is_first: bool = False) -> dg.AutomationCondition:  # type: ignore[type-arg]
    """Make an asset again after something it depends on was made, once none of its dependencies is in progress.

    This differs from `eager()` in two ways. It does not wait for missing partitions, so a document that failed blocks
    nothing. And what is made between a request and the next tick counts; `eager()` loses it, since only conditions that
    are not joined by "or" and "and" keep the times by which Dagster knows what came later. Dependencies in `ignored`
    are read, but their changes reach the asset through another one.

    The first asset of the corpus (`is_first`) is also made when it is missing and there are documents, so that the
    first start needs no operator (the other assets follow it), and when a document newly failed, since the failure is a
    row of the tables.
    """
    updated, in_progress = _is.any_deps_match(_is.newly_updated()), _is.any_deps_in_progress()
    if ignored is not None:
        updated, in_progress = updated.ignore(ignored), in_progress.ignore(ignored)
    is_wanted: dg.AutomationCondition[dg.AssetKey | dg.AssetCheckKey] = updated.since(_is.newly_requested())
    if is_first:
        is_new = (_is.newly_missing() | (_is.missing() & _is.initial_evaluation())).since(_is.newly_requested())
        failed = _is.any_deps_match(_is.execution_failed().newly_true())  # else it would hold at every tick
        is_wanted = is_wanted | (is_new & _is.any_deps_match(~_is.missing())) | failed.since(_is.newly_requested())
    return ((is_wanted | _failed_before_the_hour()) & ~in_progress & ~_is.in_progress()).with_label("when_settled")


def with_sources() -> dg.AutomationCondition:  # type: ignore[type-arg]
    """Make an asset again with its dependencies, in the same run or after it, unless a blocking check of them failed.

    The dependencies do not wait for it while it is itself in progress, nor at the first start. When all are in one run,
    that run skips the asset after a failed check. Dagster's `all_deps_blocking_checks_passed` would need checks that
    passed before, and so one more run.
    """
    is_wanted = _is.any_deps_updated().since_last_handled()
    has_passed = _is.all_checks_match(_is.check_passed(), blocking_only=True)
    is_safe = _is.all_deps_match(has_passed | _is.will_be_requested())
    return ((is_wanted | _failed_before_the_hour()) & is_safe & ~_is.in_progress()).with_label("with_sources")


def _failed_before_the_hour() -> dg.AutomationCondition:  # type: ignore[type-arg]
    """Hold from the full hour after the last run failed, until a run is requested or succeeds."""
    struck = _is.execution_failed() & _is.cron_tick_passed(_EACH_HOUR)
    return struck.since(_is.newly_requested() | _is.newly_updated())
