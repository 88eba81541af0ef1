"""Prints seeds, one JSON object a line, made from the standard library of the Python that runs it.

Documentation: what pydoc would show of a module's public functions and classes, in passages of a page.
Snippets: the source of public functions. Only pure modules are imported, and nothing of them is called.
"""

import importlib
import inspect
import json
import sys
import textwrap

MODULES = """
abc argparse array base64 bisect calendar cmath collections colorsys contextlib copy csv dataclasses datetime decimal
difflib enum fnmatch fractions functools graphlib hashlib heapq html io ipaddress itertools json keyword math numbers
operator pathlib pprint queue random re reprlib secrets shlex statistics string struct textwrap time timeit types
typing unicodedata uuid weakref zlib
""".split()

PASSAGE_CHARACTERS = 4000
SNIPPET_LINES = range(5, 90)


def public_members(module):
    homes = (module.__name__, "_" + module.__name__)  # the fast half of a module is often written in C
    for name in sorted(vars(module)):
        member = vars(module)[name]
        is_code = inspect.isroutine(member) or inspect.isclass(member)
        if not name.startswith("_") and is_code and getattr(member, "__module__", None) in homes:
            yield name, member


def signature(name, member):
    try:
        return name + str(inspect.signature(member))
    except (TypeError, ValueError):
        return name + "(...)"


def entry(name, member):
    text = inspect.getdoc(member) or ""
    lines = [signature(name, member), textwrap.indent(text, "    ")]
    if inspect.isclass(member):
        for method, value in sorted(vars(member).items()):
            if not method.startswith("_") and inspect.isroutine(value):
                lines.append("    " + signature(method, value))
                lines.append(textwrap.indent(inspect.getdoc(value) or "", "        "))
    return "\n".join(line for line in lines if line.strip())


def passages(module):
    """The module's documentation in parts of at most a page, each opened by what the module is."""
    head = "Module " + module.__name__ + ": " + (inspect.getdoc(module) or "").split("\n\n")[0].strip()
    body = ""
    for name, member in public_members(module):
        text = entry(name, member)
        if body and len(body) + len(text) > PASSAGE_CHARACTERS:
            yield head + "\n\n" + body
            body = ""
        body += text[:PASSAGE_CHARACTERS] + "\n\n"
    if body:
        yield head + "\n\n" + body


def snippets(module):
    for name, member in public_members(module):
        if not inspect.isfunction(member):
            continue
        try:
            source = textwrap.dedent(inspect.getsource(member))
        except (OSError, TypeError):
            continue
        if source.count("\n") in SNIPPET_LINES:
            yield name, source


def emit(kind, title, text):
    print(json.dumps({"kind": kind, "title": title, "text": text, "license": "PSF-2.0"}))


def main():
    for name in MODULES:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        for number, text in enumerate(passages(module), start=1):
            emit("documentation", "%s (part %d)" % (name, number), text.strip())
        for function, source in snippets(module):
            emit("snippet", "%s.%s" % (name, function), source)


if __name__ == "__main__":
    sys.exit(main())
