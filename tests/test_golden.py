"""What a stranger sees of the first document and of the asset graph, whole; rewritten by `pytest --update-golden`."""

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from cetingest.cli import main
from pipelines.definitions import defs


def test_the_japan_report_as_markdown(japan_pdf: Path, assert_golden: Callable[[str, str], None]):
    result = CliRunner().invoke(main, ["extract", str(japan_pdf), "--format", "markdown"])
    assert_golden("ceti-2025-japan-report.md", result.stdout)


def test_the_asset_graph(assert_golden: Callable[[str, str], None]):
    lines = [
        f"{spec.group_name:10} {spec.key.to_user_string()} <- "
        + (", ".join(sorted(dep.asset_key.to_user_string() for dep in spec.deps)) or "nothing")
        for spec in defs.resolve_all_asset_specs()
    ]
    assert_golden("asset_graph.txt", "\n".join(sorted(lines)) + "\n")
