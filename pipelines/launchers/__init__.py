"""Who starts runs, for each deployment: Dagster's launchers, which here also notice when a run's process is gone.

Here: one module a deployment, named by the `run_launcher` of its dagster.yaml. Not here: anything that assets know;
they are the same everywhere.

Dagster marks a run as failed when its process dies, but only while the one who watches that process lives. After a
power cut nobody does: the run would stay "started" for ever and keep its place in the queue.
"""
