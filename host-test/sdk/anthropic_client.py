"""Checks what Anthropic's Python SDK gets from a provider."""

import anthropic
import httpx2
from pydantic import BaseModel

from checks import (
    BASE_URL, LONG_TEXT, PROVIDER, REDACT, REFUSE, TINY_PDF, TINY_PDF_SEEN, TINY_PNG, TINY_PNG_SEEN,
    bill, check, each, fresh_model, has, http_client, raises, run, same,
)

NATIVE = PROVIDER == "anthropic"
MODEL = "claude-sonnet-4-6"
SERVED = MODEL if NATIVE else "gpt-4o"  # what the provider calls it
THINK = {  # a model that shows its thoughts
    "model": MODEL if NATIVE else "deepseek-reasoner",
    "thinking": {"type": "enabled", "budget_tokens": 2000},
    "max_tokens": 4096,
}

client = anthropic.Anthropic(base_url=BASE_URL, api_key="sk-ant-of-the-client", max_retries=0, http_client=http_client())


def tool(name, **properties):
    schema = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {"name": name, "description": "A tool.", "input_schema": schema}


TOOLS = [tool("add", a={"type": "integer"}, b={"type": "integer"}), tool("weather", city={"type": "string"}), tool("now")]
BOTH = 'call add {"a":1,"b":2} and weather {"city":"Zürich"}'


def user(content):
    return {"role": "user", "content": content}


def ask(text, **more):
    """Returns the parameters of a request that says text."""
    return {"model": MODEL, "max_tokens": 1024, "messages": [user(text)]} | more


def whole(**request):
    return client.messages.create(**request)


def streamed(**request):
    with client.messages.stream(**request) as stream:
        return stream.get_final_message()


def told(message):
    """Returns what a message says."""
    usage = message.usage
    thinking = usage.output_tokens_details.thinking_tokens if usage.output_tokens_details else 0
    return {
        "id": message.id,
        "model": message.model,
        "stop": (message.stop_reason, message.stop_sequence),
        "content": [block.model_dump(exclude_none=True) for block in message.content],
        "usage": (usage.input_tokens, usage.cache_creation_input_tokens or 0, usage.cache_read_input_tokens or 0, usage.output_tokens, thinking),
    }


def text_of(message):
    return "".join(block.text for block in message.content if block.type == "text")


def blocks(message, kind):
    return [block for block in message.content if block.type == kind]


def echo(message):
    """Returns a message as it is sent back."""
    return {"role": "assistant", "content": [block.model_dump(exclude_none=True, exclude={"parsed_output"}) for block in message.content]}


@check
def a_plain_answer():
    message = whole(**ask("Hello, wörld 👋"))
    same([block.model_dump(exclude_none=True) for block in message.content], [{"type": "text", "text": "You said: Hello, wörld 👋"}])
    same((message.type, message.role, message.model), ("message", "assistant", SERVED))
    same((message.stop_reason, message.stop_sequence), ("end_turn", None))


@each({
    "text": ask("Hello,\n\t\"wörld\" \\ 👋 \u2028"),
    "long text": ask(LONG_TEXT),
    "parallel calls": ask(BOTH, tools=TOOLS),
    "a call without arguments": ask("call now", tools=TOOLS),
    "a text and calls": ask("Please " + BOTH, tools=TOOLS),
    "stop": ask("zero one two", stop_sequences=["one"]),
    "length": ask("zero one two") | {"max_tokens": 4},
    "refusal": ask(REFUSE),
    "thinking": ask("Hello") | THINK,
    "hidden thinking": ask(REDACT) | THINK,
    "thinking and calls": ask(BOTH, tools=TOOLS) | THINK,
    "an answer in JSON": ask("Go", output_config={"format": {"type": "json_schema", "schema": TOOLS[0]["input_schema"]}}),
})
def streamed_is_the_same_as_whole(request):
    same(told(streamed(**request)), told(whole(**request)), "streamed")


@check
def the_text_stream_is_the_text():
    with client.messages.stream(**ask("one two three")) as stream:
        parts = list(stream.text_stream)
    same("".join(parts), "You said: one two three")
    same(len(parts) > 2, True, f"several parts in {parts}:")


@check
def events_come_in_order():
    kinds = [event.type for event in whole(**ask(BOTH, tools=TOOLS), stream=True)]
    block = ["content_block_start", "content_block_delta", "content_block_stop"]
    once = [kind for i, kind in enumerate(kinds) if kind != "ping" and (i == 0 or kinds[i - 1] != kind)]
    same(once, ["message_start", *block, *block, "message_delta", "message_stop"])


@each({"a text": "Be kind.", "blocks": [{"type": "text", "text": "Be kind.", "cache_control": {"type": "ephemeral"}}]})
def the_system_prompt_arrives(system):
    has(text_of(whole(**ask("Hello", system=system))), "I was told: Be kind.")


def cached_conversation():
    """A conversation whose beginning the provider has in its cache."""
    text = {"type": "text", "text": LONG_TEXT, "cache_control": {"type": "ephemeral"}}
    return [user([text]), {"role": "assistant", "content": "I see."}, user("And now?")]


@check
def usage_is_what_was_billed():
    request = ask("") | {"model": fresh_model(), "messages": cached_conversation()}
    usages = [get(**request).usage for get in (whole, streamed)]
    line = bill(request["model"])
    same(line["requests"], 2)
    same(line["cache_read_tokens"], sum(u.cache_read_input_tokens for u in usages))
    same(line["input_tokens"] - line["cache_read_tokens"], sum(u.input_tokens for u in usages))
    same(line["output_tokens"], sum(u.output_tokens for u in usages))
    same(line["cache_read_tokens"] > 1000, True, "cache was read:")


@check
def thinking_is_a_part_of_the_usage():
    request = ask("Hello") | THINK | {"model": fresh_model()}
    usage, line = whole(**request).usage, bill(request["model"])
    same(usage.output_tokens, line["output_tokens"])
    same(usage.output_tokens_details.thinking_tokens, line["thinking_tokens"])
    same(line["thinking_tokens"] > 0, True, "thought:")


def results(message):
    """Returns the answers to the calls of a message: a sum, and an error."""
    for call in blocks(message, "tool_use"):
        same(type(call.input), dict, "input is a")
        if call.name == "add":
            yield {"type": "tool_result", "tool_use_id": call.id, "content": str(call.input["a"] + call.input["b"])}
        else:
            content = [{"type": "text", "text": f"no weather in {call.input['city']}"}]
            yield {"type": "tool_result", "tool_use_id": call.id, "is_error": True, "content": content}


@check
def ten_turns_with_parallel_tools():
    messages, ids = [], set()
    for turn in range(10):
        get = (whole, streamed)[turn % 2]
        messages.append(user(f'Turn {turn}: call add {{"a":{turn},"b":2}} and weather {{"city":"Zürich"}}'))
        message = get(model=MODEL, max_tokens=1024, messages=messages, tools=TOOLS)
        calls = blocks(message, "tool_use")
        same((message.stop_reason, [c.name for c in calls]), ("tool_use", ["add", "weather"]))
        ids |= {c.id for c in calls}
        messages += [echo(message), user(list(results(message)))]
        message = get(model=MODEL, max_tokens=1024, messages=messages, tools=TOOLS)
        same(message.stop_reason, "end_turn")
        has(text_of(message), f"add answered: {turn + 2}", "no weather in Zürich", f"turn {turn + 1}." if turn else "")
        messages.append(echo(message))
    same(len(ids), 20, "different ids:")


@check
def a_failed_call_is_told_from_a_good_one():
    message = whole(**ask(BOTH, tools=TOOLS))
    messages = [user(BOTH), echo(message), user(list(results(message)))]
    request = ask("", tools=TOOLS, extra_headers={"x-ai-gateway-loss": "tell"}) | {"messages": messages}
    answer = client.messages.with_raw_response.create(**request)
    if NATIVE:
        has(text_of(answer.parse()), "weather failed: no weather in Zürich")
    else:  # OpenAI has no word for it
        has(answer.headers.get("x-ai-gateway-loss"), "is_error")


def base64(media_type, data):
    return {"type": "base64", "media_type": media_type, "data": data}


@check
def a_tool_may_answer_with_an_image():
    message = whole(**ask("call now", tools=TOOLS))
    (call,) = blocks(message, "tool_use")
    content = [{"type": "text", "text": "A clock:"}, {"type": "image", "source": base64("image/png", TINY_PNG)}]
    result = {"type": "tool_result", "tool_use_id": call.id, "content": content}
    answer = whole(**ask("", tools=TOOLS) | {"messages": [user("call now"), echo(message), user([result])]})
    has(text_of(answer), "now answered: A clock:", TINY_PNG_SEEN)


@each({
    "auto": ("Hello", {"type": "auto"}, []),
    "none": (BOTH, {"type": "none"}, []),
    "any": ("Hello", {"type": "any"}, ["add"]),
    "named": ("Hello", {"type": "tool", "name": "now"}, ["now"]),
    "one at a time": (BOTH, {"type": "auto", "disable_parallel_tool_use": True}, ["add"]),
    "several": (BOTH, {"type": "auto", "disable_parallel_tool_use": False}, ["add", "weather"]),
})
def tool_choice(case):
    text, choice, want = case
    message = whole(**ask(text, tools=TOOLS, tool_choice=choice))
    same([call.name for call in blocks(message, "tool_use")], want)


@each({
    "an image by its address": ("image", {"type": "url", "url": "https://example.com/a.png"}, "[image at https://example.com/a.png]"),
    "an image as data": ("image", base64("image/png", TINY_PNG), TINY_PNG_SEEN),
    "a document as data": ("document", base64("application/pdf", TINY_PDF), TINY_PDF_SEEN),
    "a document as text": (
        "document", {"type": "text", "media_type": "text/plain", "data": "the document"}, "[document of 12 bytes]" if NATIVE else "the document"),
})
def it_sees(case):
    kind, source, want = case
    has(text_of(whole(**ask([{"type": "text", "text": "Look"}, {"type": kind, "source": source}]))), "Look", want)


@each({"whole": whole, "streamed": streamed})
def thinking_goes_on_when_it_is_sent_back(get):
    for text in (BOTH, f"{REDACT} {BOTH}"):
        message = get(**ask(text, tools=TOOLS) | THINK)
        kind = "redacted_thinking" if NATIVE and REDACT in text else "thinking"
        same([block.type for block in message.content][:1], [kind])
        messages = [user(text), echo(message), user(list(results(message)))]
        answer = get(**ask("", tools=TOOLS) | THINK | {"messages": messages})
        has(text_of(answer), "add answered: 3")
        (thought,) = blocks(answer, "thinking")
        has(thought.thinking, "2 tool results")


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


@check
def a_pydantic_model_is_parsed():
    same(client.messages.parse(**ask("Who?", output_format=Person)).parsed_output, Person(name="sample", age=1, tags=["sample"]))
    message = streamed(**ask("Who?", output_format=Person))
    same(message.parsed_output, Person(name="sample", age=1, tags=["sample"]), "streamed")


@check
def stop_ends_the_answer():
    message = whole(**ask("zero one two", stop_sequences=["one"]))
    same(text_of(message), "You said: zero ")
    # OpenAI does not tell a stop sequence from the end.
    same((message.stop_reason, message.stop_sequence), ("stop_sequence", "one") if NATIVE else ("end_turn", None))


@check
def a_limit_cuts_the_answer():
    message = whole(**ask("zero one two") | {"max_tokens": 4})
    same((text_of(message), message.stop_reason, message.usage.output_tokens), ("You said: zero one", "max_tokens", 4))


@check
def the_usual_parameters_are_taken():
    has(text_of(whole(**ask("Hello", metadata={"user_id": "u-1"}, service_tier="auto"))), "Hello")
    older = {"anthropic-version": "2023-06-01"}  # the last version with these
    for sampling in ({"temperature": 0.5}, {"top_p": 0.5, "top_k": 40}):
        has(text_of(whole(**ask("Hello", extra_body=sampling, extra_headers=older))), "Hello")


@check
def tokens_are_counted_where_the_provider_can():
    request = {"model": MODEL, "messages": [user("Hello")]}
    if NATIVE:
        same(client.messages.count_tokens(**request).input_tokens, whole(**ask("Hello")).usage.input_tokens)
    else:
        raises(anthropic.NotFoundError, lambda: client.messages.count_tokens(**request))


ERRORS = {
    400: (anthropic.BadRequestError, "invalid_request_error"),
    401: (anthropic.AuthenticationError, "authentication_error"),
    403: (anthropic.PermissionDeniedError, "permission_error"),
    404: (anthropic.NotFoundError, "not_found_error"),
    413: (anthropic.RequestTooLargeError, "request_too_large"),
    429: (anthropic.RateLimitError, "rate_limit_error"),
    500: (anthropic.InternalServerError, "api_error"),
    503: (anthropic.ServiceUnavailableError, "api_error"),
    529: (anthropic.OverloadedError, "overloaded_error"),
}


@each({str(status): (status, *want) for status, want in ERRORS.items()})
def error(case):
    status, kind, name = case
    for stream in (False, True):
        caught = raises(kind, lambda: whole(**ask("Hello", stream=stream) | {"model": f"error-{status}"}))
        same((caught.status_code, caught.type), (status, name))
        same((caught.body["type"], set(caught.body["error"])), ("error", {"type", "message"}))
        same(bool(caught.api_message), True, "there is a message:")
        same(caught.response.headers.get("retry-after"), "1" if status >= 429 else None, "retry-after")


@check
def what_the_provider_refuses_is_told():
    caught = raises(anthropic.NotFoundError, lambda: whole(**ask("Hello") | {"model": "missing-1"}))
    has(caught.api_message, "missing-1")
    raises(anthropic.BadRequestError, lambda: whole(**ask("") | {"messages": []}))
    no_image = {"type": "image", "source": {"type": "url", "url": "a picture"}}
    raises(anthropic.BadRequestError, lambda: whole(**ask([no_image])))


# What a reset may look like: the SDK wraps it, or the gateway tells of it.
BROKEN = (anthropic.APIConnectionError, anthropic.APIStatusError, httpx2.RemoteProtocolError, httpx2.ReadError)


@check
def a_reset_in_mid_stream_is_raised():
    raises(BROKEN, lambda: streamed(**ask("one two three") | {"model": "reset-mid-stream"}))
    raises(BROKEN, lambda: list(whole(**ask("one two three", stream=True) | {"model": "reset-mid-stream"})))
    raises((*BROKEN, anthropic.InternalServerError, anthropic.ServiceUnavailableError),
           lambda: whole(**ask("one two three") | {"model": "reset-mid-stream"}))


@check
def an_error_in_mid_stream_is_raised():
    caught = raises(anthropic.APIStatusError, lambda: streamed(**ask("one two three") | {"model": "error-mid-stream"}))
    same((caught.type, bool(caught.api_message)), ("overloaded_error" if NATIVE else "api_error", True))


@check
def an_answer_that_ends_too_early_is_raised():
    if not NATIVE:
        raises(anthropic.APIStatusError, lambda: streamed(**ask("one two three") | {"model": "truncate-mid-stream"}))


@each({model: model for model in ("slow-first-token", "slow-head")})
def a_slow_provider_is_waited_for(model):
    request = ask("Hello") | {"model": model}
    same(told(streamed(**request)), told(whole(**request)), "streamed")


@check
def a_compressed_answer():
    request = ask("Hello") | {"model": "gzip"}
    for get in (whole, streamed):
        if NATIVE:
            has(text_of(get(**request)), "Hello")
        else:
            has(raises(anthropic.InternalServerError, lambda: get(**request)).api_message, "compressed")


run()
