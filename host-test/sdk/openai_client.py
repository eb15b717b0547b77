"""Checks what OpenAI's Python SDK gets from a provider."""

import json

import httpx2
import openai
from pydantic import BaseModel

from checks import (
    BASE_URL, LONG_TEXT, PROVIDER, REFUSE, TINY_PDF, TINY_PDF_SEEN, TINY_PNG, TINY_PNG_SEEN,
    bill, check, each, fresh_model, has, http_client, raises, run, same,
)

NATIVE = PROVIDER == "openai"
MODEL = "gpt-4o"
SERVED = MODEL if NATIVE else "claude-sonnet-4-6"  # what the provider calls it
THINKER = "deepseek-reasoner" if NATIVE else "gpt-5"  # a model that shows its reasoning
THINK = {"model": THINKER, "reasoning_effort": "low", "max_completion_tokens": 4096}

client = openai.OpenAI(base_url=BASE_URL + "/v1", api_key="sk-of-the-client", max_retries=0, http_client=http_client())


def tool(name, **properties):
    parameters = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {"type": "function", "function": {"name": name, "description": "A tool.", "parameters": parameters, "strict": True}}


TOOLS = [tool("add", a={"type": "integer"}, b={"type": "integer"}), tool("weather", city={"type": "string"}), tool("now")]
BOTH = 'call add {"a":1,"b":2} and weather {"city":"Zürich"}'


def user(content):
    return {"role": "user", "content": content}


def ask(text, **more):
    """Returns the parameters of a request that says text."""
    return {"model": MODEL, "messages": [user(text)]} | more


def whole(**request):
    return client.chat.completions.create(**request)


def streamed(**request):
    with client.chat.completions.stream(**request, stream_options={"include_usage": True}) as stream:
        return stream.get_final_completion()


def told(completion):
    """Returns what a completion says, as far as it does not depend on the time."""
    (choice,) = completion.choices
    message = choice.message
    return {
        "id": completion.id,
        "model": completion.model,
        "finish": choice.finish_reason,
        "content": message.content,
        "refusal": message.refusal,
        "reasoning": reasoning(message),
        "calls": [(c.id, c.type, c.function.name, c.function.arguments) for c in message.tool_calls or []],
        "usage": completion.usage.model_dump(exclude_none=True),
    }


def reasoning(message):
    return getattr(message, "reasoning_content", None)


def echo(message):
    """Returns a message as it is sent back, without what the SDK added to it."""
    return message.model_dump(exclude_none=True, exclude={
        "parsed": True, "tool_calls": {"__all__": {"index": True, "function": {"parsed_arguments"}}}})


@check
def a_plain_answer():
    completion = whole(**ask("Hello, wörld 👋"))
    got = told(completion)
    same(got["content"], "You said: Hello, wörld 👋")
    same((got["finish"], got["model"], completion.object), ("stop", SERVED, "chat.completion"))
    same(got["usage"]["total_tokens"], got["usage"]["prompt_tokens"] + got["usage"]["completion_tokens"])


@each({
    "text": ask("Hello,\n\t\"wörld\" \\ 👋 \u2028"),
    "long text": ask(LONG_TEXT),
    "parallel calls": ask(BOTH, tools=TOOLS),
    "a call without arguments": ask("call now", tools=TOOLS),
    "a text and calls": ask("Please " + BOTH, tools=TOOLS),
    "stop": ask("zero one two", stop=["one"]),
    "reasoning": ask("Hello") | THINK,
    "reasoning and calls": ask(BOTH, tools=TOOLS) | THINK,
    "an answer in JSON": ask("Go", response_format={"type": "json_schema", "json_schema": {
        "name": "point", "strict": True, "schema": TOOLS[0]["function"]["parameters"]}}),
})
def streamed_is_the_same_as_whole(request):
    same(told(streamed(**request)), told(whole(**request)), "streamed")


@check
def chunks_have_their_form():
    chunks = list(whole(**ask("Hello"), stream=True, stream_options={"include_usage": True}))
    *told, last = chunks
    same(len({(c.id, c.model, c.created, c.object) for c in chunks}), 1, "kinds of chunks:")
    same(chunks[0].choices[0].delta.role, "assistant")
    same([c.choices[0].finish_reason for c in told], [None] * (len(told) - 1) + ["stop"])
    same([c.usage for c in told], [None] * len(told))
    same((last.choices, last.usage.prompt_tokens > 0), ([], True))


@check
def usage_is_hidden_unless_asked_for():
    chunks = list(whole(**ask("Hello"), stream=True))
    same([(len(c.choices), c.usage) for c in chunks], [(1, None)] * len(chunks))


@check
def system_and_developer_messages_arrive():
    messages = [{"role": "system", "content": "Be kind."}, {"role": "developer", "content": "Be brief."}, user("Hello")]
    has(whole(model=MODEL, messages=messages).choices[0].message.content, "I was told: Be kind.\nBe brief.")


def cached_conversation():
    """A conversation whose beginning the provider has in its cache."""
    text = {"type": "text", "text": LONG_TEXT}
    if not NATIVE:
        text["cache_control"] = {"type": "ephemeral"}
    return [user([text]), {"role": "assistant", "content": "I see."}, user("And now?")]


@check
def usage_is_what_was_billed():
    request = {"model": fresh_model(), "messages": cached_conversation()}
    answers = [whole(**request), streamed(**request)]
    line = bill(request["model"])
    same(line["requests"], 2)
    same(line["input_tokens"], sum(a.usage.prompt_tokens for a in answers))
    same(line["output_tokens"], sum(a.usage.completion_tokens for a in answers))
    same(line["cache_read_tokens"], sum(a.usage.prompt_tokens_details.cached_tokens for a in answers))
    same(line["cache_read_tokens"] > 1000, True, "cache was read:")


@check
def reasoning_is_a_part_of_the_usage():
    request = ask("Hello") | THINK | {"model": fresh_model()}
    usage, line = whole(**request).usage, bill(request["model"])
    same(usage.completion_tokens, line["output_tokens"])
    same(usage.completion_tokens_details.reasoning_tokens, line["thinking_tokens"])
    same(line["thinking_tokens"] > 0, True, "thought:")


def results(calls):
    """Returns the answers to the calls of a turn: a sum, and an error."""
    for call in calls:
        arguments = json.loads(call.function.arguments)
        same(type(arguments), dict, "arguments are a")
        content = str(arguments["a"] + arguments["b"]) if call.function.name == "add" else f"no weather in {arguments['city']}"
        yield {"role": "tool", "tool_call_id": call.id, "content": content}


@check
def ten_turns_with_parallel_tools():
    messages, ids = [{"role": "system", "content": "Use the tools."}], set()
    for turn in range(10):
        get = (whole, streamed)[turn % 2]
        messages.append(user(f'Turn {turn}: call add {{"a":{turn},"b":2}} and weather {{"city":"Zürich"}}'))
        choice = get(model=MODEL, messages=messages, tools=TOOLS).choices[0]
        calls = choice.message.tool_calls
        same(choice.finish_reason, "tool_calls")
        same([c.function.name for c in calls], ["add", "weather"])
        ids |= {c.id for c in calls}
        messages += [echo(choice.message), *results(calls)]
        choice = get(model=MODEL, messages=messages, tools=TOOLS).choices[0]
        same(choice.finish_reason, "stop")
        has(choice.message.content, f"add answered: {turn + 2}", "weather answered: no weather in Zürich", f"turn {turn + 1}." if turn else "")
        messages.append(echo(choice.message))
    same(len(ids), 20, "different ids:")


@each({
    "auto": ("Hello", {"tool_choice": "auto"}, []),
    "none": (BOTH, {"tool_choice": "none"}, []),
    "required": ("Hello", {"tool_choice": "required"}, ["add"]),
    "named": ("Hello", {"tool_choice": {"type": "function", "function": {"name": "now"}}}, ["now"]),
    "one at a time": (BOTH, {"parallel_tool_calls": False}, ["add"]),
    "several": (BOTH, {"parallel_tool_calls": True}, ["add", "weather"]),
})
def tool_choice(case):
    text, choice, want = case
    calls = whole(**ask(text, tools=TOOLS, **choice)).choices[0].message.tool_calls
    same([c.function.name for c in calls or []], want)


def image(url):
    return {"type": "image_url", "image_url": {"url": url}}


@each({
    "an image by its address": (image("https://example.com/a.png"), "[image at https://example.com/a.png]"),
    "an image as data": (image("data:image/png;base64," + TINY_PNG), TINY_PNG_SEEN),
    "a document as data": (
        {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64," + TINY_PDF}}, TINY_PDF_SEEN),
})
def it_sees(case):
    part, want = case
    has(whole(**ask([{"type": "text", "text": "Look"}, part])).choices[0].message.content, "Look " + want)


def call_with_reasoning(get):
    """Returns a conversation in which the model thought, and called a tool."""
    messages = [user(BOTH)]
    message = get(messages=messages, tools=TOOLS, **THINK).choices[0].message
    has(reasoning(message), "The user sent")
    return messages, message


@each({"whole": whole, "streamed": streamed})
def reasoning_goes_on_when_it_is_sent_back(get):
    messages, message = call_with_reasoning(get)
    messages += [echo(message), *results(message.tool_calls)]
    answer = get(messages=messages, tools=TOOLS, **THINK).choices[0].message
    has(answer.content, "add answered: 3")
    has(reasoning(answer), "2 tool results")


@each({model: model for model in ("claude-opus-4-8", "claude-sonnet-4-5", "claude-opus-5")})
def every_model_of_the_provider_reasons(model):
    if not NATIVE:
        has(reasoning(whole(**ask("Hello") | THINK | {"model": model}).choices[0].message), "The user sent")


@each({"whole": whole, "streamed": streamed})
def reasoning_may_be_left_out(get):
    messages, message = call_with_reasoning(get)
    sent_back = {"role": "assistant", "tool_calls": echo(message)["tool_calls"]}
    messages += [sent_back, *results(message.tool_calls)]
    has(get(messages=messages, tools=TOOLS, **THINK).choices[0].message.content, "add answered: 3")


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


@check
def a_pydantic_model_is_parsed():
    message = client.chat.completions.parse(**ask("Who?", response_format=Person)).choices[0].message
    same(message.parsed, Person(name="sample", age=1, tags=["sample"]))
    message = streamed(**ask("Who?", response_format=Person)).choices[0].message
    same(message.parsed, Person(name="sample", age=1, tags=["sample"]), "streamed")


@check
def a_refusal_is_told():
    got = told(whole(**ask(REFUSE)))
    if NATIVE:
        same((got["finish"], got["content"], bool(got["refusal"])), ("stop", None, True))
        same(told(streamed(**ask(REFUSE))), got, "streamed")
    else:
        same((got["finish"], got["calls"]), ("content_filter", []))
        raises(openai.ContentFilterFinishReasonError, lambda: streamed(**ask(REFUSE)))


@check
def a_JSON_object_is_understood():
    completion = whole(**ask("Answer in JSON", response_format={"type": "json_object"}))
    has(completion.choices[0].message.content, "Answer in JSON")


@check
def stop_ends_the_answer():
    got = told(whole(**ask("zero one two", stop="one")))
    same((got["content"], got["finish"]), ("You said: zero ", "stop"))


@check
def a_limit_cuts_the_answer():
    for limit in ("max_tokens", "max_completion_tokens"):
        got = told(whole(**ask("zero one two", **{limit: 4})))
        same((got["content"], got["finish"], got["usage"]["completion_tokens"]), ("You said: zero one", "length", 4))
    request = ask("zero one two", max_completion_tokens=4)
    caught = raises(openai.LengthFinishReasonError, lambda: streamed(**request))
    same(told(caught.completion), told(whole(**request)), "streamed")


@check
def the_usual_parameters_are_taken():
    has(whole(**ask("Hello", temperature=0.5, seed=7, user="u-1", metadata={"a": "b"}, frequency_penalty=0.1,
                    presence_penalty=0.1, n=1, service_tier="auto", store=False)).choices[0].message.content, "Hello")


ERRORS = {
    400: (openai.BadRequestError, "invalid_request_error"),
    401: (openai.AuthenticationError, "invalid_request_error"),
    403: (openai.PermissionDeniedError, "request_forbidden" if NATIVE else "permission_error"),
    404: (openai.NotFoundError, "invalid_request_error"),
    413: (openai.APIStatusError, "invalid_request_error"),
    429: (openai.RateLimitError, "tokens" if NATIVE else "rate_limit_error"),
    500: (openai.InternalServerError, "server_error"),
    503: (openai.InternalServerError, "service_unavailable_error"),
    529: (openai.InternalServerError, "server_error" if NATIVE else "service_unavailable_error"),
}


@each({str(status): (status, *want) for status, want in ERRORS.items()})
def error(case):
    status, kind, name = case
    for stream in (False, True):
        caught = raises(kind, lambda: whole(**ask("Hello", stream=stream) | {"model": f"error-{status}"}))
        same((caught.status_code, caught.type), (status, name))
        same(set(caught.body) >= {"message", "type", "param", "code"}, True, f"members of {caught.body}:")
        has(caught.message, caught.body["message"])
        same(caught.response.headers.get("retry-after"), "1" if status >= 429 else None, "retry-after")


@check
def what_the_provider_refuses_is_told():
    caught = raises(openai.NotFoundError, lambda: whole(**ask("Hello") | {"model": "missing-1"}))
    has(caught.message, "missing-1")
    raises(openai.BadRequestError, lambda: whole(model=MODEL, messages=[]))
    raises(openai.BadRequestError, lambda: whole(**ask([image("a picture")])))


# What a reset may look like: the SDK wraps it, or the gateway tells of it.
BROKEN = (openai.APIConnectionError, openai.APIError, httpx2.RemoteProtocolError, httpx2.ReadError)


@check
def a_reset_in_mid_stream_is_raised():
    raises(BROKEN, lambda: streamed(**ask("one two three") | {"model": "reset-mid-stream"}))
    raises(BROKEN, lambda: list(whole(**ask("one two three", stream=True) | {"model": "reset-mid-stream"})))
    raises((*BROKEN, openai.InternalServerError), lambda: whole(**ask("one two three") | {"model": "reset-mid-stream"}))


@check
def an_error_in_mid_stream_is_raised():
    caught = raises(openai.APIError, lambda: streamed(**ask("one two three") | {"model": "error-mid-stream"}))
    same((caught.type, bool(caught.message)), ("server_error" if NATIVE else "service_unavailable_error", True))


@check
def an_answer_that_ends_too_early_is_raised():
    if not NATIVE:
        raises(openai.APIError, lambda: streamed(**ask("one two three") | {"model": "truncate-mid-stream"}))


@each({model: model for model in ("slow-first-token", "slow-head")})
def a_slow_provider_is_waited_for(model):
    request = ask("Hello") | {"model": model}
    same(told(streamed(**request)), told(whole(**request)), "streamed")


@check
def a_compressed_answer():
    request = ask("Hello") | {"model": "gzip"}
    for get in (whole, streamed):
        if NATIVE:
            has(get(**request).choices[0].message.content, "Hello")
        else:
            has(raises(openai.InternalServerError, lambda: get(**request)).message, "compressed")


@check
def embeddings_come_where_there_are_any():
    request = {"model": "text-embedding-3-small", "input": ["a", "b"], "dimensions": 4}
    if NATIVE:
        same([len(e.embedding) for e in client.embeddings.create(**request).data], [4, 4])
    else:
        raises((openai.NotFoundError, openai.AuthenticationError), lambda: client.embeddings.create(**request))


run()
