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
    refresh_parser = commands.add_parser("refresh", help="write the lecturers' notebooks, execute all, save them without widget state; bring the made tables in data/ up to date")
    refresh_parser.add_argument("names", nargs="*", metavar="NAME", help="a notebook, such as 03 (default: all)")
    refresh_parser.add_argument("--tables", action="store_true", help="the made tables only; execute nothing")
    site_parser = commands.add_parser("site", help="build the workbook as a static site, live without a kernel")
    site_parser.add_argument("out", type=Path, metavar="OUT", help="a new folder, or a site built before")
    site_parser.add_argument("--lessons", nargs="+", default=[], metavar="NAME", help="only these, such as 03 05 (default: all)")
    site_parser.add_argument("--school", default="", metavar="NAME", help="a name for the header and the footer")
    site_parser.add_argument("--lab", action=argparse.BooleanOptionalAction, default=None, help="with the in-browser lab (default: where JupyterLite is installed)")
    site_parser.add_argument("--pyodide", type=Path, metavar="DIR", help="a copy of Pyodide to put into the lab (default: its own address)")
    arguments = parser.parse_args(argv)
    try:
        return {"check": _check, "refresh": _refresh, "site": _site}.get(arguments.command, _lab)(arguments)
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
                value = "".join(f"\n  {line}" for line in value) or "none" if isinstance(value, list) else value
                print(f"{name.replace('_', ' ')}: {value}")
        print("no problems" if not report.problems else f"{len(report.problems)} problems")
    return 1 if report.problems else 0


def _refresh(arguments: argparse.Namespace) -> int:
    from tqdm import tqdm

    from hoedu import blueprint, dictionary
    from hoedu.answers.write import write
    from hoedu.items.bank import read_folder
    from hoedu.notebooks import find, refresh

    folder, data = checkout() / "notebooks", data_dir()
    items, _ = read_folder(data / "questions")
    if not arguments.tables:
        write(folder, items, {Path(name).name[:2] for name in arguments.names})
    paths = [] if arguments.tables else find(folder, arguments.names)
    for path in (bar := tqdm(paths, unit="notebook", disable=arguments.tables)):
        bar.set_description(path.stem)
        refresh(path)
    (data / "README.md").write_text(dictionary.written(data), encoding="utf-8")
    blueprint.path(data).write_text(blueprint.written(items, folder), encoding="utf-8")
    return 0


def _site(arguments: argparse.Namespace) -> int:
    from tqdm import tqdm

    from hoedu.notebooks import find
    from hoedu.publish.site import build, lesson_paths, steps

    paths = lesson_paths(find(checkout() / "notebooks", arguments.lessons))
    wanted = _lab_way(arguments)
    with tqdm(total=steps(paths), unit="step") as bar:

        def step(name: str) -> None:
            bar.set_description(name)
            bar.update()

        ways = [_while(way, lambda: bar.set_description("in-browser lab")) for way in wanted]
        site = build(arguments.out, paths, arguments.school, ways=ways, step=step)
    files = site.folder.files
    print(f"{len(site.sheets)} lessons, {len(files)} files, {sum(files.values()) / 1e6:.1f} MB")
    print(f"Open {(arguments.out / 'index.html').resolve()} in a browser, or put the folder on any web server.")
    if ways:
        print("The in-browser lab needs a web server: try it with 'python -m http.server', started in that folder.")
    return 0


def _lab_way(arguments: argparse.Namespace) -> list:
    """The in-browser lab, unless it is not wanted, or nobody asked and it cannot be built here."""
    from hoedu.publish.lab import MISSING, is_installed, lab

    if arguments.lab is False:
        if arguments.pyodide:
            raise ContentError("--pyodide is for the in-browser lab, and --no-lab leaves that out")
        return []
    if not is_installed() and arguments.lab is None and not arguments.pyodide:
        print(f"Without the in-browser lab: {MISSING}.", file=sys.stderr)
        return []
    return [lab(arguments.pyodide)]


def _while(way, before):
    def run(site):
        before()
        return way(site)

    return run


if __name__ == "__main__":
    sys.exit(main())
