"""The command `hoedu`: open the workbook, check its content, execute its notebooks."""

import argparse
import json
import os
import sys
from pathlib import Path

from hoedu.errors import ContentError
from hoedu.paths import checkout, data_dir


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="hoedu", description="An open workbook on heterotopic ossification.")
    commands = parser.add_subparsers(dest="command", metavar="command")
    lab_parser = commands.add_parser("lab", help="open the workbook in JupyterLab (the default)")
    for one in (parser, lab_parser):
        one.add_argument("--port", type=int, default=None if one is lab_parser else 8888, help="port (default 8888)")
        one.add_argument("--no-browser", action="store_true", default=False, help="print the address only")
    check_parser = commands.add_parser("check", help="check tables, questions, lessons and notebooks")
    check_parser.add_argument("--json", action="store_true", help="print the report as JSON")
    refresh_parser = commands.add_parser("refresh", help="execute notebooks, save them without widget state; bring data/README.md up to date")
    refresh_parser.add_argument("names", nargs="*", metavar="NAME", help="a notebook, such as 03 (default: all)")
    arguments = parser.parse_args(argv)
    try:
        return {"check": _check, "refresh": _refresh}.get(arguments.command, _lab)(arguments)
    except (ContentError, FileNotFoundError) as error:
        print(f"hoedu: {error}", file=sys.stderr)
        return 2


def _lab(arguments: argparse.Namespace) -> int:
    folder = checkout()
    # Defaults that a reader can still change: no news pop-up, no page that jumps when outputs grow.
    ours = Path(__file__).parent / "jupyter"
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(ours), os.environ.get("JUPYTER_CONFIG_PATH")]))
    options = [f"--ServerApp.root_dir={folder}", f"--port={arguments.port or 8888}",
               "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb",
               f"--LabApp.extra_labextensions_path={ours / 'labextensions'}"]  # fmt: skip
    if arguments.no_browser:
        options.append("--no-browser")
    if getattr(os, "geteuid", lambda: 1)() == 0:  # a container: JupyterLab refuses root without being told
        options.append("--allow-root")
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(options)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from hoedu.check import run

    report = run(folder=checkout() / "notebooks")
    found = report.as_dict()
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for problem in report.problems:
            print(problem)
        for name, value in found.items():
            if name != "problems":
                value = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
                print(f"{name.replace('_', ' ')}: {value}")
        print("no problems" if not report.problems else f"{len(report.problems)} problems")
    return 1 if report.problems else 0


def _refresh(arguments: argparse.Namespace) -> int:
    from tqdm import tqdm

    from hoedu.notebooks import find, refresh

    paths = find(checkout() / "notebooks", arguments.names)
    for path in (bar := tqdm(paths, unit="notebook")):
        bar.set_description(path.stem)
        refresh(path)
    if not arguments.names:
        from hoedu.dictionary import written

        (data_dir() / "README.md").write_text(written(data_dir()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
