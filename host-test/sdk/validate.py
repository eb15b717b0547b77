"""Checks requests and answers of a gateway against the SDKs' own types.

What providers got must be valid parameters, what clients got valid answers:
every member known, none missing, each of its type.
"""

import functools
import json
import os
import sys
import types
import typing

import typing_extensions
from pydantic import BaseModel, TypeAdapter

import anthropic.types
import openai.types
import openai.types.chat
import openai.types.responses

REQUESTS = {
    "/v1/chat/completions": openai.types.chat.completion_create_params.CompletionCreateParams,
    "/v1/embeddings": openai.types.EmbeddingCreateParams,
    "/v1/responses": openai.types.responses.response_create_params.ResponseCreateParams,
    "/v1/messages": anthropic.types.message_create_params.MessageCreateParams,
    "/v1/messages/count_tokens": anthropic.types.MessageCountTokensParams,
}
ANSWERS = {
    ("/v1/chat/completions", False): openai.types.chat.ChatCompletion,
    ("/v1/chat/completions", True): openai.types.chat.ChatCompletionChunk,
    ("/v1/responses", False): openai.types.responses.Response,
    ("/v1/responses", True): openai.types.responses.ResponseStreamEvent,
    ("/v1/messages", False): anthropic.types.Message,
    ("/v1/messages", True): anthropic.types.RawMessageStreamEvent,
    ("/v1/messages/count_tokens", False): anthropic.types.MessageTokensCount,
}

# Members that the services have and these versions of the SDKs do not name.
UNNAMED = {
    # Anthropic's API has them up to version 2023-06-01.
    "temperature", "top_p", "top_k",
    # OpenAI's SDK sends an assistant's message back as it came.
    "annotations",
    # OpenAI-compatible services tell the reasoning, which OpenAI keeps to itself.
    "reasoning_content", "reasoning_details",
    # OpenAI's events of the Responses API have them.
    "obfuscation", "name",
}


def faults(value, kind, path=""):
    """Returns what is wrong with a value as one of a kind of parameter."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Annotated, typing_extensions.Required, typing_extensions.NotRequired):
        return faults(value, arguments[0], path)
    if origin in (typing.Union, types.UnionType):
        return fewest(value, arguments, path)
    if origin is typing.Literal:
        return [] if any(type(value) is type(a) and value == a for a in arguments) else [f"{path} is {value!r}, not one of {arguments}"]
    if typing_extensions.is_typeddict(kind):
        return faults_of_object(value, kind, path)
    if origin is dict:
        return [f for k, v in items(value) for f in faults(v, arguments[1], f"{path}.{k}")] or not_a(value, dict, path)
    if arguments:  # some kind of sequence
        return [f for i, v in entries(value) for f in faults(v, arguments[0], f"{path}[{i}]")] or not_a(value, list, path)
    if kind in (object, typing.Any):
        return []
    if kind is float and type(value) is int:
        return []
    return not_a(value, kind, path)


def not_a(value, kind, path):
    return [] if type(value) is kind else [f"{path} is {value!r}, not a {kind}"]


def items(value):
    return value.items() if isinstance(value, dict) else ()


def entries(value):
    return enumerate(value) if isinstance(value, list) else ()


def fewest(value, kinds, path):
    """Returns the faults of the kind that a value comes closest to."""

    def distance(found):
        other = any(fault.startswith(f"{path} is ") for fault in found)  # not even an object, say
        return other, any("not one of" in fault for fault in found), len(found), str(found)

    return min((faults(value, kind, path) for kind in kinds), key=distance)


@functools.cache
def hints_of(kind):
    return typing_extensions.get_type_hints(kind, include_extras=True)


def faults_of_object(value, kind, path):
    if not isinstance(value, dict):
        return [f"{path} is {value!r}, not a {kind.__name__}"]
    hints = hints_of(kind)
    required = {name for name, hint in hints.items() if typing.get_origin(hint) is typing_extensions.Required}
    found = [f"{path}.{name} is missing" for name in sorted(required - value.keys())]
    for name, member in value.items():
        if name in hints:
            found += faults(member, hints[name], f"{path}.{name}")
        elif name not in UNNAMED:
            found.append(f"{path}.{name} is unknown")
    return found


adapter = functools.cache(TypeAdapter)


def faults_of_answer(value, kind):
    """Returns what is wrong with an answer: a wrong type, or an unknown member."""
    try:
        model = adapter(kind).validate_python(value, strict=True)
    except ValueError as error:
        return [str(error)]
    return list(unknown(model, ""))


def unknown(value, path):
    if isinstance(value, BaseModel):
        for name in (value.model_extra or {}).keys() - UNNAMED:
            yield f"{path}.{name} is unknown"
        value = {name: getattr(value, name) for name in type(value).model_fields}
    for name, member in [*items(value), *entries(value)]:
        yield from unknown(member, f"{path}.{name}")


def events(body):
    """Returns the data of the events of a stream; a piece of one at its end is not one."""
    whole, _, _ = body.rpartition("\n\n")
    for block in whole.split("\n\n"):
        for line in block.split("\n"):
            if line.startswith("data: ") and line not in UNTYPED and '"error"' not in line:
                yield json.loads(line[len("data: "):])


# Events that the SDKs have no type for.
UNTYPED = ("data: [DONE]", 'data: {"type":"ping"}')


def lines(file):
    with open(os.environ[file]) as opened:
        return [json.loads(line) for line in opened]


def validate_requests():
    for line in lines("REQUESTS"):
        path = line["path"].split("?")[0]
        if path.startswith("/model/") or path.endswith("enerateContent"):  # Google's and AWS' bodies have no types there: the fakes are strict
            continue
        yield f"requests to {path}", line["body"], faults(line["body"], REQUESTS[path])


def validate_answers():
    for line in lines("TRANSCRIPT"):
        path = line["path"]
        for route in ("openai", "compatible", "anthropic", "gemini", "bedrock"):
            path = path.removeprefix("/" + route)
        if line["status"] >= 400 or (path, False) not in ANSWERS:
            continue
        if line["type"].startswith("text/event-stream"):
            for event in events(line["body"]):
                yield f"events from {path}", event, faults_of_answer(event, ANSWERS[path, True])
        elif line["body"].endswith("}"):
            answer = json.loads(line["body"])
            yield f"answers from {path}", answer, faults_of_answer(answer, ANSWERS[path, False])


# Requests that must be found wrong, lest the checks above find nothing at all.
WRONG = {
    ".messages is missing": {"model": "m"},
    ".messages[0].content[0].text is missing": {"model": "m", "messages": [{"role": "user", "content": [{"type": "text"}]}]},
    ".tool_choice.nam is unknown": {"model": "m", "messages": [], "tool_choice": {"type": "function", "function": {"name": "f"}, "nam": 1}},
}


def main():
    for want, request in WRONG.items():
        found = faults(request, REQUESTS["/v1/chat/completions"])
        assert found == [want], f"found {found}, want {want}"
    seen, wrong = {}, {}
    for name, value, found in [*validate_requests(), *validate_answers()]:
        seen[name] = seen.get(name, 0) + 1
        for fault in found:
            wrong.setdefault(name, {}).setdefault(" ".join(fault.split()), json.dumps(value)[:600])
    for name, count in seen.items():
        if name in wrong:
            print(f"not ok {name}: {len(wrong[name])} faults in {count}: {wrong[name]}")
        else:
            print(f"ok {name}: {count}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
