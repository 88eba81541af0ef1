"""Draws arguments and judges them, one JSON job per line: {"id", "solution", "function", "generator", "validator", "calls", "draws"}
to {"id", "error", "drawn", "answers", "refusedDraws", "refusedCalls", "allowedNonsense"}."""
import copy
import json
import random
import sys


def written(value):
    """As harness.hpp writes it."""
    if isinstance(value, bool):
        return "true " if value else "false "
    if isinstance(value, int):
        return f"{value} "
    if isinstance(value, str):
        return f"{len(value.encode())}:{value} "
    if isinstance(value, dict):
        ordered = sorted(value.items(), key=lambda item: item[0].encode() if isinstance(item[0], str) else item[0])
        return f"{len(value)} " + "".join(written(key) + written(item) for key, item in ordered)
    if isinstance(value, (list, tuple)):
        return f"{len(value)} " + "".join(written(item) for item in value)
    raise TypeError(type(value).__name__)


def nonsense(arguments):
    """The arguments with one of them, or something in it, of another type."""
    for place, argument in enumerate(arguments):
        for other in (None, 1.5, True, {}, (), b"", [None], [1.5], [[None]], [[1, None]], [[], None]):
            yield arguments[:place] + [other] + arguments[place + 1:]
        yield arguments[:place] + [0 if isinstance(argument, str) else "1"] + arguments[place + 1:]
        if isinstance(argument, list) and argument:
            yield arguments[:place] + [argument + [None]] + arguments[place + 1:]
            yield arguments[:place] + [[None] + argument] + arguments[place + 1:]
            yield arguments[:place] + [tuple(argument)] + arguments[place + 1:]


def judge(job):
    own = {}
    exec(job["solution"], own)
    exec(job["generator"], own)
    exec(job["validator"], own)
    solve, draw, valid = own[job["function"]], own["draw"], own["valid"]
    drawn = [draw(random.Random(seed)) for seed in range(job["draws"])]
    if drawn != [draw(random.Random(seed)) for seed in range(job["draws"])]:
        raise ValueError("draws do not follow from the seed")
    answers = [written(solve(*copy.deepcopy(arguments))) for arguments in drawn]
    wrong = [arguments for sample in drawn[:5] + job["calls"] for arguments in nonsense(sample)]
    return {
        "drawn": drawn,
        "answers": answers,
        "refusedDraws": [repr(arguments) for arguments in drawn if valid(*arguments) is not True],
        "refusedCalls": [repr(arguments) for arguments in job["calls"] if valid(*arguments) is not True],
        "allowedNonsense": [repr(arguments) for arguments in wrong if valid(*arguments) is not False],
    }


for line in sys.stdin:
    job = json.loads(line)
    try:
        result = judge(job)
    except BaseException as problem:
        result = {"error": repr(problem)}
    print(json.dumps(result | {"id": job["id"]}))
