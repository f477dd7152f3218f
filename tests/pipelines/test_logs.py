"""What the library logs stands in the log of the run, with its fields."""

from pathlib import Path

import dagster as dg
import pytest
import yaml

from pipelines.definitions import build_defs
from pipelines.resources import Ingest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("deployment", ["local", "celery"])
def test_the_log_of_a_run_names_the_document_that_failed_and_why(deployment: str, tmp_path: Path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "Broken.pdf").write_bytes(b"no PDF")
    resource = Ingest(raw=str(tmp_path / "raw"), processed=str(tmp_path / "processed"))
    configuration = yaml.safe_load((ROOT / "deploy" / deployment / "dagster.yaml").read_text())
    with dg.DagsterInstance.local_temp(overrides={"python_logs": configuration["python_logs"]}) as instance:
        instance.add_dynamic_partitions("documents", ["broken"])
        job = build_defs(resource).resolve_job_def("ingest")
        done = job.execute_in_process(instance=instance, partition_key="broken", raise_on_error=False)
        told = [entry.user_message for entry in instance.all_logs(done.run_id)]
    [failed] = [message for message in told if "document_id=broken" in message]
    assert failed.startswith("Broken.pdf: ")
    [ended] = [message for message in told if message.startswith("reading documents ended")]
    assert "documents=1" not in ended
    assert "failed=1" in ended
