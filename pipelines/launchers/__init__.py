"""Who starts runs, for each deployment: Dagster's launchers, which here also notice when a run's process is gone.

Here: one module per deployment, named by the `run_launcher` of its dagster.yaml. Not here: anything that assets know;
assets are the same in every deployment.

Dagster marks a run as failed when its process dies, but only while the parent of that process lives. After a power cut
no parent lives. The run would stay "started" for ever and keep its place in the queue.
"""
