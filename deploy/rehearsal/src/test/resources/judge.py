"""Runs suites against solutions, one JSON job per line: {"id", "solution", "suite", "coverage"} to {"id", "passed", "failed", "coverage"}."""
import json
import sys
import types


def lines_of(code, found):
    for _, _, line in code.co_lines():
        if line is not None and line != code.co_firstlineno:
            found.add(line)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            lines_of(constant, found)
    return found


def judge(job):
    compiled = compile(job["solution"], "solution.py", "exec")
    visited = set()

    def local(frame, event, argument):
        if event == "line":
            visited.add(frame.f_lineno)
        return local

    def trace(frame, event, argument):
        return local if frame.f_code.co_filename == "solution.py" else None

    solution = types.ModuleType("solution")
    sys.modules["solution"] = solution
    exec(compiled, solution.__dict__)
    suite = {"__name__": "suite"}
    exec(compile(job["suite"], "suite.py", "exec"), suite)
    passed, failed = [], []
    for name, test in list(suite.items()):
        if name.startswith("test_"):
            if job["coverage"]:
                sys.settrace(trace)
            try:
                test()
                passed.append(name)
            except BaseException:
                failed.append(name)
            finally:
                sys.settrace(None)
    wanted = set()
    for constant in compiled.co_consts:
        if isinstance(constant, types.CodeType):
            lines_of(constant, wanted)
    wanted.discard(None)
    share = len(visited & wanted) / len(wanted) if wanted else 1.0
    return {"id": job["id"], "passed": passed, "failed": failed, "coverage": share}


for line in sys.stdin:
    try:
        result = judge(json.loads(line))
    except BaseException as problem:
        result = {"id": json.loads(line)["id"], "error": repr(problem), "passed": [], "failed": [], "coverage": 0.0}
    print(json.dumps(result))
