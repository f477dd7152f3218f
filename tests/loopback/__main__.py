"""Serve the loopback web's table of cases, so that a person can try `cetingest check` by hand.

python -m tests.loopback --write-urls urls.txt
"""

import argparse
import json
import shlex
import threading
from pathlib import Path

from tests.loopback.server import Web
from tests.loopback.sites import CASES, plan_of


def main() -> None:
    """Write the cases' URLs, print the command, and serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.loopback", description=__doc__.splitlines()[0])
    parser.add_argument("--write-urls", type=Path, required=True, metavar="FILE", help="where the cases' URLs go")
    file = parser.parse_args().write_urls
    # a host without a name needs the tests' own resolver
    cases = [case for case in CASES if case.fault not in ("no_name", "name_fails")]
    lines = [json.dumps({"url": case.url, "item": case.item}, ensure_ascii=False) for case in cases]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with Web(plan_of(CASES)) as web:
        print(f"{len(cases)} URLs in {file}. In another terminal:\n")
        print(shlex.join(["cetingest", "check", "--from", str(file), *web.options(), "--total-timeout", "3"]))
        print("\nEnd with Ctrl-C.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
