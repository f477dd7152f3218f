"""Settings of the Celery workers. dagster_celery.app reads them if this folder is on PYTHONPATH (env.sh puts it there).

`dagster-celery worker start -y worker.yaml` would do the same through a wrapper that does not pass SIGTERM on: a worker
that seems stopped goes on taking runs, with the old code. So the workers are started by `celery` itself.
"""

import os

broker_url = os.environ["CELERY_BROKER_URL"]
result_backend = os.environ["CELERY_RESULT_BACKEND"]
result_expires = 7 * 86_400  # seconds; longer than any run

task_acks_late = True  # with a prefetch of one: a worker takes a run only when it has a process free for it
worker_prefetch_multiplier = 1
broker_transport_options = {"visibility_timeout": 7 * 86_400}  # seconds; Redis hands out what took longer a second time
broker_connection_retry_on_startup = True

worker_max_tasks_per_child = 50  # a fresh process now and then; each costs 5 CPU seconds
worker_redirect_stdouts = False  # Dagster captures the output of steps itself
worker_send_task_events = False
