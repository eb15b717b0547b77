"""Checks what a client of the Responses protocol gets against OpenAI's SDK.

Each file named on the command line is a stream (.sse) or a response (.json).
Every event must be one of the SDK's types, with no member unknown and none
missing, and the SDK's own accumulator must end with the response that a client
which does not stream gets.
"""

import json
import sys
from typing import get_args

from openai._models import construct_type
from openai._types import omit
from openai.lib.streaming.responses._responses import ResponseStreamState
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import BaseModel

# Members that the service has and this version of the SDK does not name.
UNNAMED = {"name", "error"}
# The types of events, by the name that each has.
EVENTS = {kind.model_fields["type"].annotation.__args__[0]: kind for kind in get_args(get_args(ResponseStreamEvent)[0])}


def unknown(value, path=""):
    """Tells the members that no type of the SDK has."""
    if isinstance(value, BaseModel):
        for name in (value.model_extra or {}).keys() - UNNAMED:
            yield f"{path}.{name} is unknown"
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, dict):
        for name, member in value.items():
            yield from unknown(member, f"{path}.{name}")
    if isinstance(value, list):
        for i, member in enumerate(value):
            yield from unknown(member, f"{path}[{i}]")


def checked(kind, data):
    response = data.get("response", data)
    if response.get("status") == "failed":
        response["error"]["code"] = "server_error"  # or any that a provider has
    model = kind.model_validate(data, strict=True)
    assert not list(unknown(model)), list(unknown(model))
    return model


def events(stream):
    for block in stream.removesuffix("\n\n").split("\n\n"):
        name, data = block.split("\n")
        data = json.loads(data.removeprefix("data: "))
        assert name == "event: " + data["type"], name
        yield data


def accumulate(stream):
    """Returns the response that the SDK puts together, None for a failed one."""
    state, failed = ResponseStreamState(input_tools=omit, text_format=omit), False
    for n, data in enumerate(events(stream)):
        model = checked(EVENTS[data["type"]], data)
        assert model.sequence_number == n, model
        failed = failed or bool(data.get("error"))  # where the SDK raises
        if not failed:
            event = construct_type(type_=ResponseStreamEvent, value=data)
            state.handle_event(event)
            if data["type"] == "response.incomplete":
                return event.response
    return None if failed else state._completed_response


def told(value):
    """Drops what the SDK adds, and what is null."""
    if isinstance(value, dict):
        return {n: told(v) for n, v in value.items() if v is not None and not n.startswith("parsed")}
    return [told(v) for v in value] if isinstance(value, list) else value


def check(file):
    with open(file) as opened:
        body = opened.read()
    if file.endswith(".json"):
        if body.startswith("{"):
            checked(Response, json.loads(body))
        return
    response = accumulate(body)
    with open(file.removesuffix("sse") + "json") as opened:
        whole = opened.read()
    if response is None:
        assert whole.startswith("problem: "), "only the stream failed"
        return
    got, want = told(response.to_dict()), told(json.loads(whole))
    assert got == want, f"{got}\n{want}"


for file in sys.argv[1:]:
    try:
        check(file)
    except Exception as error:
        print(f"{file}: {type(error).__name__}: {error}")
