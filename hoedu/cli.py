"""The command `hoedu`: open the workbook, check its content, execute its notebooks."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    site_parser.add_argument("--lab", action=argparse.BooleanOptionalAction, default=None, help="with the in-browser lab (default: where JupyterLite is installed)")
    site_parser.add_argument("--pyodide", type=Path, metavar="DIR", help="a copy of Pyodide to put into the lab (default: its own address)")
    present_parser = commands.add_parser("present", help="show a lesson as slides, with speaker notes and votes")
    present_parser.add_argument("names", nargs="+", metavar="LESSON", help="such as 05")
    present_parser.add_argument("--port", type=int, default=0, help="port (default: a free one)")
    present_parser.add_argument("--no-browser", action="store_true", help="print the address only")
    present_parser.add_argument("--to", type=Path, metavar="OUT", help="write the slides to a folder to carry along, and show nothing")
    handout_parser = commands.add_parser("handout", help="a lesson, or questions, for paper: one file, HTML or PDF")
    handout_parser.add_argument("names", nargs="*", metavar="LESSON", help="such as 05 or 05 06")
    handout_parser.add_argument("--items", nargs="+", default=[], metavar="WORD", help="questions only: ids, objectives (05.2), lessons, uses (posttest), kinds (single)")
    handout_parser.add_argument("--key", action="store_true", help="with the key, on pages of its own")
    handout_parser.add_argument("--out", type=Path, metavar="FILE", help="FILE.html or FILE.pdf (default: handout-05.html, here)")
    course_parser = commands.add_parser("course", help="a course of your own: lessons, questions, your school's name")
    course_parser.add_argument("action", choices=["new"], help="new: write one to begin with, with comments")
    course_parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is not there yet")
    for one in (lab_parser, check_parser, site_parser, present_parser, handout_parser):
        one.add_argument("--course", type=Path, metavar="DIR", help="a folder made by 'hoedu course new'")
    arguments = parser.parse_args(argv)
    actions = {"check": _check, "refresh": _refresh, "site": _site, "handout": _handout, "course": _new_course,
               "present": _present}  # fmt: skip
    try:
        with _course(arguments):
            return actions.get(arguments.command, _lab)(arguments)
    except (ContentError, FileNotFoundError) as error:
        print(f"hoedu: {error}", file=sys.stderr)
        return 2


@contextmanager
def _course(arguments: argparse.Namespace) -> Iterator[None]:
    """The course that was named is in use, once it is known to be sound; the check looks for itself."""
    from hoedu.course import using

    folder = getattr(arguments, "course", None)
    if folder and arguments.command != "check":
        from hoedu.check.course import run
        from hoedu.course import read

        # What is wrong in a notebook is mended in JupyterLab: there it keeps nothing from opening.
        if problems := read(folder)[1] if arguments.command == "lab" else run(folder).problems:
            more = f"\n{len(problems) - 1} more: hoedu check --course {_typed(folder)}" if problems[1:] else ""
            raise ContentError(f"{problems[0]}{more}")
    with using(folder if arguments.command != "check" else None):
        yield


def _typed(folder: Path) -> str:
    """A folder as it is typed in a terminal."""
    return f'"{folder}"' if " " in str(folder) else str(folder)


def _new_course(arguments: argparse.Namespace) -> int:
    from hoedu.starter import write

    prefix = write(arguments.folder)
    print(f"Begin with {arguments.folder / 'course.toml'}; then: hoedu check --course {_typed(arguments.folder)}")
    print(f"Your prefix is {prefix}: names of your questions begin with 03-{prefix}-, 60-{prefix}- and so on.")
    return 0


def _handout(arguments: argparse.Namespace) -> int:
    from hoedu.publish.handout import make
    from hoedu.publish.printing import to_pdf

    name = "-".join(["handout", *arguments.names, *(["questions"] if arguments.items else []), *(["key"] if arguments.key else [])])
    out = arguments.out or Path(f"{name}.html")
    if out.suffix.lower() not in (".html", ".pdf"):
        raise ContentError("ends in neither .html nor .pdf", file=str(out), field="--out")
    if not out.parent.is_dir():
        raise ContentError(f"there is no folder {out.parent}", file=str(out), field="--out")
    html = make(arguments.names, arguments.items, arguments.key)
    if out.suffix.lower() == ".html":
        out.write_text(html, encoding="utf-8")
    else:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "handout.html"
            page.write_text(html, encoding="utf-8")
            to_pdf(page, out)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")
    return 0


def _present(arguments: argparse.Namespace) -> int:
    import webbrowser

    from hoedu.course import lesson_notebooks
    from hoedu.publish.serve import server
    from hoedu.publish.slides import present

    paths = lesson_notebooks(arguments.names)
    with tempfile.TemporaryDirectory(prefix="hoedu-slides-") as scratch:
        out = arguments.to or Path(scratch)
        if (out / "hoedu-site.json").is_file() and (out / "search.html").is_file():  # its pages would be removed
            raise ContentError("is a site, which has its slides: choose another folder", file=str(out), field="--to")
        earlier = {path.stem for path in (out / "slides").glob("*.html")}
        made = present(paths, out)
        if arguments.to:
            if gone := sorted(earlier - {path.stem for path in paths}):
                print(f"No longer in it: {', '.join(gone)}. To have more lessons there, name them all in one command.")
            print(f"Open {(out / (made[0][1] if len(made) == 1 else 'index.html')).resolve()} in a browser.")
            return 0
        with server(out, arguments.port) as running:
            address = f"http://127.0.0.1:{running.server_address[1]}/{made[0][1] if len(made) == 1 else ''}"
            print(f"{address}\nCtrl+C ends it. In the slides, ? shows the keys.", flush=True)
            if not arguments.no_browser:
                webbrowser.open(address)
            with suppress(KeyboardInterrupt):
                running.serve_forever()
    return 0


def _lab(arguments: argparse.Namespace) -> int:
    folder = root = checkout()
    if course := getattr(arguments, "course", None):  # both within reach of the file browser
        try:
            root = Path(os.path.commonpath([folder, course.resolve()]))
        except ValueError:
            raise ContentError("is on another drive than the workbook", file=str(course)) from None
    # Defaults that a reader can still change: no news pop-up, no page that jumps when outputs grow.
    ours = Path(__file__).parent / "jupyter"
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(ours), os.environ.get("JUPYTER_CONFIG_PATH")]))
    first = (_own_lesson() or folder / "notebooks" / "00-start-here.ipynb").relative_to(root).as_posix()
    options = [f"--ServerApp.root_dir={root}", f"--port={arguments.port or 8888}", f"--LabApp.default_url=/lab/tree/{first}",
               f"--LabApp.extra_labextensions_path={ours / 'labextensions'}"]  # fmt: skip
    if arguments.no_browser:
        options.append("--no-browser")
    if getattr(os, "geteuid", lambda: 1)() == 0:  # a container: JupyterLab refuses root without being told
        options.append("--allow-root")
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(options)
    return 0


def _own_lesson() -> Path | None:
    """The notebook of the first lesson of its own that the course in use has."""
    from hoedu.course import course

    own = course()
    return own.notebook(next(iter(own.lessons))) if own and own.lessons else None


def _check(arguments: argparse.Namespace) -> int:
    from hoedu.check import run
    from hoedu.check.course import run as run_course

    report = run_course(arguments.course) if arguments.course else run(folder=checkout() / "notebooks")
    found = report.as_dict()
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for problem in report.problems:
            print(problem)
        for advice in getattr(report, "advice", ()):
            print(f"advice: {advice}")
        for name, value in found.items():
            if name not in ("problems", "advice"):
                value = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
                value = "".join(f"\n  {line}" for line in value) or "none" if isinstance(value, list) else value
                print(f"{name.replace('_', ' ')}: {value}")
        print("no problems" if not report.problems else f"{len(report.problems)} problem{'s' * (len(report.problems) > 1)}")
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

    from hoedu.course import lesson_notebooks
    from hoedu.publish import handout, slides
    from hoedu.publish.site import build, steps

    paths = lesson_notebooks(arguments.lessons)
    wanted = _lab_way(arguments)
    with tqdm(total=steps(paths), unit="step") as bar:

        def step(name: str) -> None:
            bar.set_description(name)
            bar.update()

        ways = [_while(way, lambda: bar.set_description("in-browser lab")) for way in wanted]
        site = build(arguments.out, paths, ways=[slides.way, handout.way, *ways], step=step)
    files = site.folder.files
    print(f"{len(site.sheets)} lesson{'s' * (len(site.sheets) != 1)}, {len(files)} files, {sum(files.values()) / 1e6:.1f} MB")
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
