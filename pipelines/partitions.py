"""Partitions: one per document.

Here: the partitions definition and how many documents one run takes. Not here: who adds keys (`sensors`).
"""

import dagster as dg

documents = dg.DynamicPartitionsDefinition(name="documents")

DOCUMENTS_PER_RUN = 50
"""A run costs 4-5 CPU seconds before its first document, a document in it 0.03; 50 make a run of minutes, and a planned
event per partition before the start stays far below the 1,000 at which starts time out (dagster#29282)."""

chunks = dg.BackfillPolicy.multi_run(max_partitions_per_run=DOCUMENTS_PER_RUN)
"""How a backfill is cut: the same chunk as the sensor's."""
