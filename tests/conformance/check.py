#!/usr/bin/env python3
"""Holds an implementation against the conformance kit (docs/conformance.md).

  check.py FILE…                 this engine, written from docs/schemes.md alone
  check.py --service URL FILE…   a service that answers POST /v1/calculations

A FILE may be a folder: all files of it.
"""

import glob
import json
import os
import sys
import urllib.error
import urllib.request

import digests
from figures import Refused
from steps import run


def own_answer(document, request):
    try:
        books = run(document, request)
    except Refused as refusal:
        return {"error": {"code": refusal.code, "field": refusal.field}}
    return {**books.result(), "digest": digests.of_run(books)}


def service_answer(url, document, request):
    body = json.dumps({"document": document, **request}).encode()
    asked = urllib.request.Request(url.rstrip("/") + "/v1/calculations", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        problem = json.load(refused)
        return {"error": {"code": problem["code"], "field": problem["errors"][0]["field"]}}


def differences(expected, answer, place=""):
    """Where an answer is not what is expected; what it holds besides is its own."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        for key, value in expected.items():
            yield from differences(value, answer.get(key), f"{place}.{key}" if place else key)
    elif isinstance(expected, list) and isinstance(answer, list) and len(expected) == len(answer):
        for at, (wanted, got) in enumerate(zip(expected, answer)):
            yield from differences(wanted, got, f"{place}[{at}]")
    elif expected != answer:
        yield f"{place}: expected {shown(expected)}, got {shown(answer)}"


def shown(value):
    return json.dumps(value, ensure_ascii=False)


def check(path, answer_of):
    with open(path, encoding="utf-8") as file:
        kit = json.load(file)
    found = []
    if kit["format"] != "linkage-conformance-1":
        found.append(f"format {kit['format']} is not known")
    if digests.of_scheme(kit["document"]) != kit["schemeDigest"]:
        found.append("schemeDigest differs")
    for case in kit["cases"]:
        answer = answer_of(kit["document"], case["request"])
        found += [f"{case['title']}: {difference}" for difference in differences(case["expected"], answer)]
    print(f"{'differs' if found else 'ok'} {path}: {len(kit['cases'])} cases")
    for line in found[:20]:
        print("  " + line)
    return not found


def files(path):
    """A file of the kit, or all of a folder."""
    return sorted(glob.glob(os.path.join(path, "*.json"))) if os.path.isdir(path) else [path]


def main(arguments):
    answer_of = own_answer
    if arguments[:1] == ["--service"]:
        url, arguments = arguments[1], arguments[2:]
        answer_of = lambda document, request: service_answer(url, document, request)
    if not arguments:
        sys.exit(__doc__)
    results = [check(path, answer_of) for argument in arguments for path in files(argument)]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main(sys.argv[1:])
