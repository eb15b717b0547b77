"""Checks what OpenAI's Python SDK gets through the Responses API from a provider."""

import openai
from pydantic import BaseModel

from checks import BASE_URL, PROVIDER, TINY_PNG, TINY_PNG_SEEN, check, each, has, http_client, raises, run, same

MODEL = "gpt-4o"
# Whoever reasons, and shows it.
THINK = {"model": {"compatible": "deepseek-reasoner"}.get(PROVIDER, "gpt-5"), "reasoning": {"effort": "low", "summary": "auto"}}

client = openai.OpenAI(base_url=BASE_URL + "/v1", api_key="sk-of-the-client", max_retries=0, http_client=http_client())


def tool(name, **properties):
    parameters = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {"type": "function", "name": name, "description": "A tool.", "parameters": parameters, "strict": True}


TOOLS = [tool("add", a={"type": "integer"}, b={"type": "integer"}), tool("weather", city={"type": "string"}), tool("now")]
BOTH = 'call add {"a":1,"b":2} and weather {"city":"Zürich"}'


def ask(text, **more):
    return {"model": MODEL, "input": text, "store": False} | more


def whole(**request):
    return client.responses.create(**request)


def streamed(**request):
    with client.responses.stream(**request) as stream:
        for _ in stream:
            pass
        return stream.get_final_response()


def calls(response):
    return [(i.name, i.arguments) for i in response.output if i.type == "function_call"]


def told(response):
    """Returns what a response says, as far as it does not depend on chance."""
    return {
        "model": response.model, "status": response.status, "text": response.output_text, "calls": calls(response),
        "kinds": [i.type for i in response.output], "usage": response.usage.model_dump(),
        "thought": [s.text for i in response.output if i.type == "reasoning" for s in i.summary],
    }


@check
def a_plain_answer():
    response = whole(**ask("Hello, wörld 👋"))
    same((response.output_text, response.status, response.object), ("You said: Hello, wörld 👋", "completed", "response"))
    same(response.usage.total_tokens, response.usage.input_tokens + response.usage.output_tokens)


@each({
    "text": ask("Hello,\n\t\"wörld\" \\ 👋 \u2028"),
    "parallel calls": ask(BOTH, tools=TOOLS),
    "a call without arguments": ask("call now", tools=TOOLS),
    "a text and calls": ask("Please " + BOTH, tools=TOOLS),
    "reasoning": ask("Hello") | THINK,
    "instructions": ask("Hello", instructions="Be kind."),
})
def streamed_is_the_same_as_whole(request):
    same(told(streamed(**request)), told(whole(**request)), "streamed")


@check
def a_cut_answer_is_incomplete():
    request = ask(" ".join(["word"] * 40), max_output_tokens=16)
    response = whole(**request)
    same((response.status, response.incomplete_details.reason), ("incomplete", "max_output_tokens"))
    *_, last = client.responses.create(**request, stream=True)
    same((last.type, last.response.output_text), ("response.incomplete", response.output_text))


@check
def events_have_their_order():
    kinds = [event.type for event in client.responses.create(**ask("Hello"), stream=True)]
    same(kinds[:2] + kinds[-1:], ["response.created", "response.in_progress", "response.completed"])
    has(" ".join(kinds), "response.output_item.added response.content_part.added response.output_text.delta",
        "response.output_text.done response.content_part.done response.output_item.done")


@check
def instructions_arrive():
    has(whole(**ask("Hello", instructions="Be kind.")).output_text, "I was told: Be kind.")


@check
def an_image_arrives():
    content = [{"type": "input_text", "text": "What is it?"},
               {"type": "input_image", "detail": "auto", "image_url": "data:image/png;base64," + TINY_PNG}]
    has(whole(**ask([{"role": "user", "content": content}])).output_text, TINY_PNG_SEEN)


@each({"whole": whole, "streamed": streamed})
def a_tool_loop(create):
    request = ask([{"role": "user", "content": BOTH}], tools=TOOLS)
    first = create(**request)
    same(calls(first), [("add", '{"a":1,"b":2}'), ("weather", '{"city":"Zürich"}')])
    request["input"] += [i.model_dump(exclude_none=True, exclude={"parsed_arguments", "status"}) for i in first.output]
    request["input"] += [{"type": "function_call_output", "call_id": i.call_id, "output": i.name + " is done"}
                         for i in first.output if i.type == "function_call"]
    has(create(**request).output_text, "add answered: add is done", "weather answered: weather is done")


@check
def a_choice_of_tool_is_kept():
    choice = {"type": "function", "name": "weather"}
    same([name for name, _ in calls(whole(**ask("Hello", tools=TOOLS, tool_choice=choice)))], ["weather"])


class Point(BaseModel):
    a: int
    b: int


@check
def an_answer_is_parsed():
    response = client.responses.parse(**ask("Go"), text_format=Point)
    same(type(response.output_parsed), Point)
    with client.responses.stream(**ask("Go"), text_format=Point) as stream:
        same(stream.get_final_response().output_parsed, response.output_parsed)


@each({
    "400": ("error-400", openai.BadRequestError), "401": ("error-401", openai.AuthenticationError),
    "403": ("error-403", openai.PermissionDeniedError), "404": ("missing-model", openai.NotFoundError),
    "429": ("error-429", openai.RateLimitError), "500": ("error-500", openai.InternalServerError),
})
def an_error_has_its_class(case):
    model, kind = case
    for call in (whole, streamed):
        error = raises(kind, lambda: call(**ask("Hello", model=model)))
        if not error.message:
            raise AssertionError("the error has no message")


@check
def an_error_in_a_stream_is_told():
    def events():
        return list(client.responses.create(**ask("Hello", model="error-mid-stream"), stream=True))

    if PROVIDER == "openai":  # whose own events the SDK hands on
        same(events()[-1].type in ("error", "response.failed"), True)
    else:
        raises(openai.APIError, events)


@check
def what_nobody_keeps_is_refused():
    raises((openai.BadRequestError, openai.NotFoundError), lambda: whole(**ask("And now?", previous_response_id="resp_1")))


run()
