"""Checks what Google's Python SDK, google-genai, gets from a provider."""

import json
import os

from google import genai
from google.genai import errors, types
from pydantic import BaseModel

from checks import BASE_URL, PROVIDER, TINY_PNG, TINY_PNG_SEEN, check, each, has, raises, run, same

MODEL = "gemini-2.5-flash"
THINKER = {"openai": "deepseek-reasoner"}.get(PROVIDER, MODEL)
THINK = types.ThinkingConfig(include_thoughts=True, thinking_budget=2048)

client = genai.Client(api_key="key-of-the-client", http_options=types.HttpOptions(
    base_url=BASE_URL, retry_options=types.HttpRetryOptions(attempts=1)))


def function(name, **properties):
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return types.FunctionDeclaration(name=name, description="A tool.", parameters_json_schema=schema)


TOOLS = [types.Tool(function_declarations=[
    function("add", a={"type": "integer"}, b={"type": "integer"}), function("weather", city={"type": "string"}), function("now")])]
BOTH = 'call add {"a":1,"b":2} and weather {"city":"Zürich"}'


def config(**more):
    more.setdefault("automatic_function_calling", types.AutomaticFunctionCallingConfig(disable=True))
    return types.GenerateContentConfig(**more)


def whole(contents, model=MODEL, **more):
    return client.models.generate_content(model=model, contents=contents, config=config(**more))


def chunks(contents, model=MODEL, **more):
    return list(client.models.generate_content_stream(model=model, contents=contents, config=config(**more)))


def parts(answers):
    return [p for a in answers for c in a.candidates or [] for p in c.content.parts or []]


def told(answers):
    """Returns what answers say together, as far as it does not depend on chance."""
    said = parts(answers)
    usage = answers[-1].usage_metadata
    return {
        "text": "".join(p.text or "" for p in said if not p.thought),
        "thought": "".join(p.text or "" for p in said if p.thought),
        "calls": [(p.function_call.name, p.function_call.args or {}) for p in said if p.function_call],
        "finish": answers[-1].candidates[0].finish_reason, "model": answers[-1].model_version,
        "usage": (usage.prompt_token_count, usage.candidates_token_count, usage.thoughts_token_count, usage.total_token_count),
    }


@check
def a_plain_answer():
    answer = whole("Hello, wörld 👋")
    same((answer.text, answer.candidates[0].finish_reason), ("You said: Hello, wörld 👋", types.FinishReason.STOP))
    same(answer.usage_metadata.total_token_count > answer.usage_metadata.prompt_token_count > 0, True)


@each({
    "text": ("Hello,\n\t\"wörld\" \\ 👋 \u2028", {}),
    "parallel calls": (BOTH, {"tools": TOOLS}),
    "a call without arguments": ("call now", {"tools": TOOLS}),
    "a text and calls": ("Please " + BOTH, {"tools": TOOLS}),
    "reasoning": ("Hello", {"model": THINKER, "thinking_config": THINK}),
    "a system instruction": ("Hello", {"system_instruction": "Be kind."}),
    "stop": ("zero one two", {"stop_sequences": ["one"]}),
    "a cut answer": ("one two three four five six seven eight nine ten", {"max_output_tokens": 5}),
})
def streamed_is_the_same_as_whole(case):
    contents, more = case
    same(told(chunks(contents, **more)), told([whole(contents, **more)]), "streamed")


@check
def a_system_instruction_arrives():
    has(whole("Hello", system_instruction="Be kind.").text, "I was told: Be kind.")


@check
def an_image_arrives():
    import base64
    image = types.Part.from_bytes(data=base64.b64decode(TINY_PNG), mime_type="image/png")
    has(whole([image, "What is it?"]).text, TINY_PNG_SEEN)


@each({"whole": lambda *a, **k: [whole(*a, **k)], "streamed": chunks})
def a_tool_loop(ask):
    contents = [types.Content(role="user", parts=[types.Part(text=BOTH)])]
    said = parts(ask(contents, tools=TOOLS))
    asked = [p for p in said if p.function_call]
    same([p.function_call.name for p in asked], ["add", "weather"])
    contents.append(types.Content(role="model", parts=asked))
    contents.append(types.Content(role="user", parts=[types.Part(function_response=types.FunctionResponse(
        id=p.function_call.id, name=p.function_call.name, response={"result": p.function_call.name + " is done"})) for p in asked]))
    has(told(ask(contents, tools=TOOLS))["text"], "add answered:", "add is done", "weather answered:", "weather is done")


@check
def functions_are_called_by_the_sdk():
    def weather(city: str) -> str:
        """Tells the weather of a city."""
        return "rain in " + city

    answer = client.models.generate_content(
        model=MODEL, contents='call weather {"city":"Paris"}', config=types.GenerateContentConfig(tools=[weather]))
    has(answer.text, "rain in Paris")


@check
def a_choice_of_function_is_kept():
    choice = types.ToolConfig(function_calling_config=types.FunctionCallingConfig(mode="ANY", allowed_function_names=["weather"]))
    same([name for name, _ in told([whole("Hello", tools=TOOLS, tool_config=choice)])["calls"]], ["weather"])


class Point(BaseModel):
    a: int
    b: int


@check
def an_answer_is_parsed():
    answer = whole("Go", response_mime_type="application/json", response_schema=Point)
    same(type(answer.parsed), Point)


@check
def a_chat_goes_on():
    chat = client.chats.create(model=MODEL)
    chat.send_message("Hello")
    has("".join(c.text or "" for c in chat.send_message_stream("And now?")), "This is turn 2.")


@each({
    "400": ("error-400", errors.ClientError), "401": ("error-401", errors.ClientError), "404": ("missing-model", errors.ClientError),
    "429": ("error-429", errors.ClientError), "500": ("error-500", errors.ServerError), "503": ("error-503", errors.ServerError),
})
def an_error_has_its_class(case):
    model, kind = case
    for call in (whole, chunks):
        error = raises(kind, lambda: call("Hello", model=model))
        if not error.message or not error.status:
            raise AssertionError(f"the error has no words: {error}")
    if model.startswith("error-"):
        same(error.code, int(model[6:]))


@check
def an_error_in_a_stream_is_raised():
    raises((errors.ServerError, errors.APIError, errors.ClientError), lambda: chunks("Hello", model="error-mid-stream"))


@check
def a_stream_can_be_an_array():
    import urllib.request
    request = urllib.request.Request(
        BASE_URL + f"/v1beta/models/{MODEL}:streamGenerateContent", headers={"content-type": "application/json", "x-goog-api-key": "k"},
        data=json.dumps({"contents": [{"role": "user", "parts": [{"text": "Hello"}]}]}).encode())
    with urllib.request.urlopen(request) as answer:
        list_of_answers = json.load(answer)
    text = "".join(p.get("text", "") for a in list_of_answers for p in a["candidates"][0]["content"]["parts"])
    same(text, "You said: Hello")


os.environ.pop("GOOGLE_API_KEY", None)
run()
