"""Which runs have ended.

Here: the statuses of runs that ended and of those that did not. Not here: what is done with such runs (`sensors`,
`retention`, `doctor`).
"""

import dagster as dg

ENDED = (dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED)
NOT_ENDED = tuple(status for status in dg.DagsterRunStatus if status not in ENDED)
