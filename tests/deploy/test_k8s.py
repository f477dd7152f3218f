"""What can be checked of deploy/k8s without a cluster."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from dagster._config import validate_config
from dagster._core.instance.config import dagster_instance_config
from dagster_k8s import K8sRunLauncher

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = ROOT / "deploy" / "k8s" / "Dockerfile"


@pytest.fixture
def values() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "deploy" / "k8s" / "values.yaml").read_text())


def test_the_dockerfile_passes_hadolint():
    program = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([program, DOCKERFILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_is_pinned_and_runs_without_root():
    lines = DOCKERFILE.read_text().splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER 1000"]
    assert any("-c constraints.txt" in line for line in lines)


def test_what_the_image_copies_reaches_docker():
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [line.split()[1:-1] for line in DOCKERFILE.read_text().splitlines() if line.startswith("COPY ")]
    sources = {source for names in copied for source in names if not source.startswith(("--from", "/"))}
    assert (sources - allowed, [source for source in sources if not (ROOT / source).exists()]) == (set(), [])


def test_the_part_for_dagster_yaml_is_one_that_dagster_takes(values: dict[str, Any], tmp_path: Path):
    (tmp_path / "dagster.yaml").write_text(yaml.safe_dump(values["additionalInstanceConfig"]))
    config, _ = dagster_instance_config(str(tmp_path))
    assert config["run_retries"]["max_retries"] == 3


def test_limits_and_retries_are_those_of_celery(values: dict[str, Any]):
    celery = yaml.safe_load((ROOT / "deploy" / "celery" / "dagster.yaml").read_text())
    assert values["additionalInstanceConfig"] == {name: celery[name] for name in values["additionalInstanceConfig"]}


def test_the_launcher_takes_its_configuration(values: dict[str, Any]):
    chosen = values["runLauncher"]["config"]["k8sRunLauncher"]
    config = {
        "instance_config_map": "cetingest-instance",  # the chart fills in these four
        "service_account_name": "cetingest",
        "dagster_home": "/opt/dagster/dagster_home",
        "postgres_password_secret": values["global"]["postgresqlSecretName"],
        "image_pull_policy": chosen["imagePullPolicy"],
        "security_context": chosen["securityContext"],
        "resources": chosen["resources"],
        "run_k8s_config": {"job_spec_config": chosen["runK8sConfig"]["jobSpecConfig"]},
    }
    result = validate_config(K8sRunLauncher.config_type(), config)
    assert [error.message for error in result.errors or ()] == []


def test_runs_get_the_code_servers_secrets_and_settings(values: dict[str, Any]):
    (server,) = values["dagster-user-deployments"]["deployments"]
    mounted = {mount["name"] for mount in server["volumeMounts"]}
    assert server["includeConfigInLaunchedRuns"] == {"enabled": True}
    assert mounted == {volume["name"] for volume in server["volumes"]}
