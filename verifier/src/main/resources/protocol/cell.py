"""Runs cell.txt as a notebook runs a cell: the value of its last expression is its result, left behind in cell.json."""

import ast
import json
import sys
import traceback
import types


def run(source, names):
    tree = ast.parse(source, "<cell>")
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "<cell>", "exec"), names)
    value = eval(compile(last, "<cell>", "eval"), names) if last else None
    return None if value is None else repr(value)


def main():
    with open("cell.txt", encoding="utf-8") as file:
        source = file.read()
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    text, error = None, None
    try:
        text = run(source, module.__dict__)
    except BaseException as raised:
        error = {"name": type(raised).__name__, "value": str(raised), "traceback": traceback.format_exc()}
    with open("cell.json", "w", encoding="utf-8", errors="replace") as file:
        json.dump({"text": text, "error": error}, file)


main()
