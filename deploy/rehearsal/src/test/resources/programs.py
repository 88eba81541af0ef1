"""Runs whole programs, generators and validators, one JSON job per line: {"id", "call", "program", "inputs"} to {"id", "results", "error"}."""
import contextlib
import io
import json
import sys


def run(program, text):
    given, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(text.encode()))
    try:
        with contextlib.redirect_stdout(io.StringIO()) as written:
            try:
                exec(compile(program, "program.py", "exec"), {"__name__": "__main__"})
            except BaseException as problem:
                return repr(problem)
    finally:
        sys.stdin = given
    return written.getvalue()


def judge(job):
    if job["call"] == "run":
        return [run(job["program"], text) for text in job["inputs"]]
    module = {"__name__": "program"}
    exec(compile(job["program"], "program.py", "exec"), module)
    if job["call"] == "generate":
        return [text for seed in job["inputs"] for text in module["generate"](int(seed))]
    return [repr(module["validate"](text)) for text in job["inputs"]]


for line in sys.stdin:
    job = json.loads(line)
    try:
        result = {"id": job["id"], "results": judge(job), "error": ""}
    except BaseException as problem:
        result = {"id": job["id"], "results": [], "error": repr(problem)}
    print(json.dumps(result))
