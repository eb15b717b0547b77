"""Runs checks and prints a line for each: "ok NAME" or "not ok NAME: reason".

It knows where the provider is and what it billed; it knows no SDK.
"""

import json
import os
import re
import sys
import traceback
import urllib.request
import uuid

import httpx2

BASE_URL = os.environ["BASE_URL"]  # where the clients go, without /v1
PROVIDER = os.environ["PROVIDER"]  # who answers there: openai or anthropic
UPSTREAM = os.environ["UPSTREAM"]  # the provider itself, for its ledger

TINY_PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TINY_PNG_SEEN = "[image of 70 bytes]"
TINY_PDF = "JVBERi0xLjQKJSVFT0YK"
TINY_PDF_SEEN = "[document of 15 bytes]"

# What makes the fake model refuse, and what makes Anthropic's hide its thoughts.
REFUSE = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL"
REDACT = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING"

# More than a thousand tokens: what is cached when it is sent again.
LONG_TEXT = " ".join(f"word{i}" for i in range(1200))

registered = []


def check(function):
    """Registers a check under the function's name."""
    registered.append((spoken(function.__name__), function, ()))
    return function


def each(cases):
    """Registers a check for every case, which is handed to it."""

    def register(function):
        for name, case in cases.items():
            registered.append((f"{spoken(function.__name__)}/{name}", function, (case,)))
        return function

    return register


def spoken(name):
    return name.replace("_", " ")


def same(got, want, what="got"):
    if got != want:
        raise AssertionError(f"{what} {got!r}, want {want!r}")


def has(text, *parts):
    for part in parts:
        if part not in (text or ""):
            raise AssertionError(f"{text!r} lacks {part!r}")


def raises(kinds, call):
    """Returns the exception, which must be of exactly one of the kinds."""
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    try:
        result = call()
    except Exception as error:
        if type(error) not in kinds:
            raise AssertionError(f"raised {type(error).__name__}: {error}, want {names(kinds)}") from error
        return error
    raise AssertionError(f"got {result!r}, want {names(kinds)} raised")


def names(kinds):
    return " or ".join(kind.__name__ for kind in kinds)


def fresh_model():
    """Returns a name that no other request has, so that its bill is its own."""
    return "billed-" + uuid.uuid4().hex[:12]


def bill(model):
    """Returns what the provider billed for a model."""
    with urllib.request.urlopen(UPSTREAM + "/ledger") as answer:
        lines = [line for line in json.load(answer) if line["model"] == model]
    same(len(lines), 1, f"lines in the ledger for {model}:")
    return lines[0]


def run():
    failed = 0
    for name, function, arguments in registered:
        try:
            function(*arguments)
            print(f"ok {name}", flush=True)
        except Exception as error:
            failed += 1
            print(f"not ok {name}: {where(error)}: {type(error).__name__}: {one_line(error)}", flush=True)
    sys.exit(failed > 0)


def where(error):
    """Returns the innermost line of a check in an error's traceback."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(sys.argv[0])]
    return f"line {frames[-1].lineno}" if frames else "outside the checks"


def one_line(error):
    return re.sub(r"\s+", " ", str(error))[:2000]


def http_client():
    """Returns a client that keeps a transcript of the answers, if one is wanted."""
    return httpx2.Client(transport=Transcriber(), timeout=30)


class Transcriber(httpx2.HTTPTransport):
    def handle_request(self, request):
        response = super().handle_request(request)
        if "TRANSCRIPT" in os.environ and "content-encoding" not in response.headers:
            response.stream = Copy(response.stream, request, response)
        return response


class Copy(httpx2.SyncByteStream):
    """Passes a body on and writes it down when it is closed."""

    def __init__(self, stream, request, response):
        self.stream, self.seen, self.closed = stream, b"", False
        self.entry = {
            "path": request.url.path,
            "status": response.status_code,
            "type": response.headers.get("content-type", ""),
        }

    def __iter__(self):
        for part in self.stream:
            self.seen += part
            yield part

    def close(self):
        self.stream.close()
        if not self.closed:
            self.closed = True
            with open(os.environ["TRANSCRIPT"], "a") as file:
                file.write(json.dumps(self.entry | {"body": self.seen.decode()}) + "\n")
