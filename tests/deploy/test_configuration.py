"""The files in deploy/ are ones that Dagster, Celery and cetingest take, and name nothing that is not there."""

import importlib
import re
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml
from click.testing import CliRunner
from dagster._cli.instance import instance_cli
from dagster._config import validate_config
from dagster._core.instance.config import dagster_instance_config
from dagster_shared.yaml_utils import load_yaml_from_path

from cetingest.settings import load_settings
from pipelines.launchers.celery import WatchedCeleryRunLauncher
from pipelines.launchers.local import LocalRunLauncher

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
EXAMPLE = DEPLOY / "celery" / "env.sh.example"


@pytest.mark.parametrize("name", ["local", "celery"])
def test_dagster_takes_the_dagster_yaml(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DAGSTER_PG_PORT", "5432")
    config, _ = dagster_instance_config(str(DEPLOY / name))
    assert config["run_monitoring"]["enabled"]


@pytest.mark.parametrize(("name", "launcher"), [("local", LocalRunLauncher), ("celery", WatchedCeleryRunLauncher)])
def test_the_launcher_is_ours_and_takes_its_configuration(name: str, launcher: Any, monkeypatch: pytest.MonkeyPatch):
    for variable in ("CELERY_BROKER_URL", "CELERY_RESULT_BACKEND"):
        monkeypatch.setenv(variable, "redis://127.0.0.1/0")
    chosen: Any = load_yaml_from_path(str(DEPLOY / name / "dagster.yaml"))["run_launcher"]
    assert (chosen["module"], chosen["class"]) == (launcher.__module__, launcher.__name__)
    assert validate_config(launcher.config_type(), chosen.get("config", {})).success


def test_dagster_has_the_class_that_keeps_output_in_a_folder():
    chosen: Any = load_yaml_from_path(str(DEPLOY / "celery" / "dagster.yaml"))["compute_logs"]
    made = getattr(importlib.import_module(chosen["module"]), chosen["class"])
    assert validate_config(made.config_type(), chosen["config"]).success, (
        "compare compute_logs with Dagster's own pages"
    )


def test_the_limit_of_the_pool_is_set_as_the_readme_says(tmp_path: Path):
    [command] = re.findall(
        r"dagster instance (concurrency set http \d+)\n", (DEPLOY / "celery" / "README.md").read_text()
    )
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        done = CliRunner().invoke(instance_cli, command.split(), env={"DAGSTER_HOME": str(tmp_path)})
        assert done.exit_code == 0, done.output
        [pool] = instance.event_log_storage.get_pool_limits()
    assert (pool.name, pool.limit, pool.from_default) == ("http", 4, False)


@pytest.mark.parametrize("name", ["local", "celery"])
def test_only_runs_that_crashed_are_done_again_as_a_whole(name: str):
    retries = yaml.safe_load((DEPLOY / name / "dagster.yaml").read_text())["run_retries"]
    assert retries == {"enabled": True, "max_retries": 3, "retry_on_asset_or_op_failure": False}


def test_the_example_of_env_sh_sets_every_variable_that_is_read():
    read = set(re.findall(r"env: (\w+)", (DEPLOY / "celery" / "dagster.yaml").read_text()))
    read |= set(re.findall(r'environ\["(\w+)"\]', (DEPLOY / "celery" / "dagster_celery_config.py").read_text()))
    assert read - set(re.findall(r"\b([A-Z_]+)=", EXAMPLE.read_text())) == set()


def test_cetingest_takes_the_example_of_its_settings():
    settings = load_settings(DEPLOY / "celery" / "cetingest.toml.example")
    assert (settings.storage.history or "").startswith("postgresql://")
