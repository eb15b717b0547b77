// Checks what OpenAI's Node SDK gets from a provider.

import {
  REFUSE, all, baseURL, bill, check, each, freshModel, has, load, longText, provider, raises, run, same,
  tinyPDF, tinyPDFSeen, tinyPNG, tinyPNGSeen,
} from "./checks.mjs";

const OpenAI = load("openai");

const native = provider === "openai";
const model = "gpt-4o";
const served = native ? model : "claude-sonnet-4-6"; // what the provider calls it
const thinker = native ? "deepseek-reasoner" : "gpt-5"; // a model that shows its reasoning
const think = { model: thinker, reasoning_effort: "low", max_completion_tokens: 4096 };

const client = new OpenAI({ baseURL: `${baseURL}/v1`, apiKey: "sk-of-the-client", maxRetries: 0 });

function tool(name, properties = {}) {
  const parameters = { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
  return { type: "function", function: { name, description: "A tool.", parameters, strict: true } };
}

const tools = [
  tool("add", { a: { type: "integer" }, b: { type: "integer" } }),
  tool("weather", { city: { type: "string" } }),
  tool("now"),
];
const both = 'call add {"a":1,"b":2} and weather {"city":"Zürich"}';

const user = (content) => ({ role: "user", content });

/** Returns the parameters of a request that says text. */
const ask = (text, more) => ({ model, messages: [user(text)], ...more });

const whole = (request) => client.chat.completions.create(request);

/** Returns the accumulated completion, with the reasoning that the SDK does not add up. */
async function streamed(request) {
  const stream = client.chat.completions.stream({ ...request, stream_options: { include_usage: true } });
  let thoughts;
  stream.on("chunk", (chunk) => {
    const part = chunk.choices[0]?.delta.reasoning_content;
    if (part != null) thoughts = (thoughts ?? "") + part;
  });
  const completion = await stream.finalChatCompletion();
  return { ...completion, thoughts };
}

/** Returns what a completion says, as far as it does not depend on the time. */
function told(completion) {
  const { message, finish_reason: finish } = completion.choices[0];
  return {
    id: completion.id,
    model: completion.model,
    finish,
    content: message.content || null, // the SDK adds "" up to null
    refusal: message.refusal ?? null,
    reasoning: reasoning(completion),
    calls: (message.tool_calls ?? []).map((c) => [c.id, c.type, c.function.name, c.function.arguments]),
    usage: completion.usage,
  };
}

function reasoning(completion) {
  return completion.thoughts ?? completion.choices[0].message.reasoning_content ?? undefined;
}

/** Returns a message as it is sent back, without what the SDK added to it. */
function echo({ parsed, tool_calls, ...message }) {
  return tool_calls?.length ? { ...message, tool_calls: tool_calls.map(plain) } : message;
}

const plain = ({ id, type, function: f }) => ({ id, type, function: { name: f.name, arguments: f.arguments } });

check("a plain answer", async () => {
  const completion = await whole(ask("Hello, wörld 👋"));
  const got = told(completion);
  same(got.content, "You said: Hello, wörld 👋");
  same([got.finish, got.model, completion.object], ["stop", served, "chat.completion"]);
  same(got.usage.total_tokens, got.usage.prompt_tokens + got.usage.completion_tokens);
});

each("streamed is the same as whole", {
  "text": ask('Hello,\n\t"wörld" \\ 👋 \u2028'),
  "long text": ask(longText),
  "parallel calls": ask(both, { tools }),
  "a call without arguments": ask("call now", { tools }),
  "a text and calls": ask(`Please ${both}`, { tools }),
  "stop": ask("zero one two", { stop: ["one"] }),
  "length": ask("zero one two", { max_completion_tokens: 4 }),
  "refusal": ask(REFUSE),
  "reasoning": ask("Hello", think),
  "reasoning and calls": ask(both, { tools, ...think }),
  "an answer in JSON": ask("Go", {
    response_format: { type: "json_schema", json_schema: { name: "point", strict: true, schema: tools[0].function.parameters } },
  }),
}, async (request) => same(told(await streamed(request)), told(await whole(request)), "streamed"));

check("chunks have their form", async () => {
  const chunks = await all(await whole(ask("Hello", { stream: true, stream_options: { include_usage: true } })));
  const said = chunks.slice(0, -1), last = chunks.at(-1);
  same(new Set(chunks.map((c) => `${c.id} ${c.model} ${c.created} ${c.object}`)).size, 1, "kinds of chunks:");
  same(chunks[0].choices[0].delta.role, "assistant");
  same(said.map((c) => c.choices[0].finish_reason ?? null), [...Array(said.length - 1).fill(null), "stop"]);
  same(said.map((c) => c.usage), Array(said.length).fill(null));
  same([last.choices, last.usage.prompt_tokens > 0], [[], true]);
});

check("usage is hidden unless asked for", async () => {
  for (const chunk of await all(await whole(ask("Hello", { stream: true }))))
    same([chunk.choices.length, chunk.usage ?? null], [1, null]);
});

check("system and developer messages arrive", async () => {
  const messages = [{ role: "system", content: "Be kind." }, { role: "developer", content: "Be brief." }, user("Hello")];
  has((await whole({ model, messages })).choices[0].message.content, "I was told: Be kind.\nBe brief.");
});

/** Returns a conversation whose beginning the provider has in its cache. */
function cachedConversation() {
  const text = { type: "text", text: longText };
  if (!native) text.cache_control = { type: "ephemeral" };
  return [user([text]), { role: "assistant", content: "I see." }, user("And now?")];
}

const sum = (list, of) => list.reduce((total, value) => total + of(value), 0);

check("usage is what was billed", async () => {
  const request = { model: freshModel(), messages: cachedConversation() };
  const usages = [(await whole(request)).usage, (await streamed(request)).usage];
  const line = await bill(request.model);
  same(line.requests, 2);
  same(line.input_tokens, sum(usages, (u) => u.prompt_tokens));
  same(line.output_tokens, sum(usages, (u) => u.completion_tokens));
  same(line.cache_read_tokens, sum(usages, (u) => u.prompt_tokens_details.cached_tokens));
  same(line.cache_read_tokens > 1000, true, "cache was read:");
});

check("reasoning is a part of the usage", async () => {
  const request = { ...ask("Hello", think), model: freshModel() };
  const { usage } = await whole(request), line = await bill(request.model);
  same(usage.completion_tokens, line.output_tokens);
  same(usage.completion_tokens_details.reasoning_tokens, line.thinking_tokens);
  same(line.thinking_tokens > 0, true, "thought:");
});

/** Returns the answers to the calls of a turn: a sum, and an error. */
function results(calls) {
  return calls.map((call) => {
    const { a, b, city } = JSON.parse(call.function.arguments);
    const content = call.function.name === "add" ? String(a + b) : `no weather in ${city}`;
    return { role: "tool", tool_call_id: call.id, content };
  });
}

check("ten turns with parallel tools", async () => {
  const messages = [{ role: "system", content: "Use the tools." }], ids = new Set();
  for (let turn = 0; turn < 10; turn++) {
    const get = [whole, streamed][turn % 2];
    messages.push(user(`Turn ${turn}: call add {"a":${turn},"b":2} and weather {"city":"Zürich"}`));
    let { message, finish_reason: finish } = (await get({ model, messages, tools })).choices[0];
    same([finish, ...message.tool_calls.map((c) => c.function.name)], ["tool_calls", "add", "weather"]);
    message.tool_calls.forEach((call) => ids.add(call.id));
    messages.push(echo(message), ...results(message.tool_calls));
    ({ message, finish_reason: finish } = (await get({ model, messages, tools })).choices[0]);
    same(finish, "stop");
    has(message.content, `add answered: ${turn + 2}`, "weather answered: no weather in Zürich", turn ? `turn ${turn + 1}.` : "");
    messages.push(echo(message));
  }
  same(ids.size, 20, "different ids:");
});

check("the runner calls the tools", async () => {
  const [{ function: { name, parameters } }] = tools;
  const add = { name, parameters, description: "Adds.", parse: JSON.parse, function: ({ a, b }) => String(a + b) };
  const runner = client.chat.completions.runTools({ model, messages: [user('call add {"a":1,"b":2}')], tools: [{ type: "function", function: add }] });
  has(await runner.finalContent(), "add answered: 3");
});

each("tool choice", {
  "auto": ["Hello", { tool_choice: "auto" }, []],
  "none": [both, { tool_choice: "none" }, []],
  "required": ["Hello", { tool_choice: "required" }, ["add"]],
  "named": ["Hello", { tool_choice: { type: "function", function: { name: "now" } } }, ["now"]],
  "one at a time": [both, { parallel_tool_calls: false }, ["add"]],
  "several": [both, { parallel_tool_calls: true }, ["add", "weather"]],
}, async ([text, choice, want]) => {
  const { message } = (await whole(ask(text, { tools, ...choice }))).choices[0];
  same((message.tool_calls ?? []).map((c) => c.function.name), want);
});

const image = (url) => ({ type: "image_url", image_url: { url } });

each("it sees", {
  "an image by its address": [image("https://example.com/a.png"), "[image at https://example.com/a.png]"],
  "an image as data": [image(`data:image/png;base64,${tinyPNG}`), tinyPNGSeen],
  "a document as data": [
    { type: "file", file: { filename: "a.pdf", file_data: `data:application/pdf;base64,${tinyPDF}` } }, tinyPDFSeen],
}, async ([part, want]) => {
  has((await whole(ask([{ type: "text", text: "Look" }, part]))).choices[0].message.content, `Look ${want}`);
});

/** Lets the model think and call tools, sends back what sentBack makes of its message, and returns the next answer. */
async function goOn(get, sentBack) {
  const completion = await get(ask(both, { tools, ...think }));
  has(reasoning(completion), "The user sent");
  const { message } = completion.choices[0];
  const messages = [user(both), sentBack(message), ...results(message.tool_calls)];
  const answer = await get({ messages, tools, ...think });
  has(answer.choices[0].message.content, "add answered: 3");
  return answer;
}

check("reasoning goes on when it is sent back/whole", async () => {
  has(reasoning(await goOn(whole, echo)), "2 tool results");
});

// The SDK keeps only the last piece of members that it does not know, so that
// what is sent back of the reasoning is not all of it.
check("reasoning goes on when it is sent back/streamed", async () => {
  await goOn(streamed, echo);
});

each("reasoning may be left out", { whole, streamed }, async (get) => {
  await goOn(get, ({ tool_calls }) => echo({ role: "assistant", tool_calls }));
});

check("an answer in JSON is parsed", async () => {
  const response_format = { type: "json_schema", json_schema: { name: "point", strict: true, schema: tools[0].function.parameters } };
  const { message } = (await client.chat.completions.parse(ask("Where?", { response_format }))).choices[0];
  same(JSON.parse(message.content), { a: 1, b: 1 });
  has((await whole(ask("Answer in JSON", { response_format: { type: "json_object" } }))).choices[0].message.content, "Answer in JSON");
});

check("a refusal is told", async () => {
  const got = told(await whole(ask(REFUSE)));
  same([got.finish, !!got.refusal], native ? ["stop", true] : ["content_filter", false]);
});

check("stop ends the answer", async () => {
  const got = told(await whole(ask("zero one two", { stop: "one" })));
  same([got.content, got.finish], ["You said: zero ", "stop"]);
});

each("a limit cuts the answer", { max_tokens: "max_tokens", max_completion_tokens: "max_completion_tokens" }, async (limit) => {
  const got = told(await whole(ask("zero one two", { [limit]: 4 })));
  same([got.content, got.finish, got.usage.completion_tokens], ["You said: zero one", "length", 4]);
});

check("the usual parameters are taken", async () => {
  const parameters = {
    temperature: 0.5, seed: 7, user: "u-1", metadata: { a: "b" }, frequency_penalty: 0.1, presence_penalty: 0.1, n: 1,
    service_tier: "auto", store: false,
  };
  has((await whole(ask("Hello", parameters))).choices[0].message.content, "Hello");
});

each("error", {
  400: [400, OpenAI.BadRequestError, "invalid_request_error"],
  401: [401, OpenAI.AuthenticationError, "invalid_request_error"],
  403: [403, OpenAI.PermissionDeniedError, native ? "request_forbidden" : "permission_error"],
  404: [404, OpenAI.NotFoundError, "invalid_request_error"],
  413: [413, OpenAI.APIError, "invalid_request_error"],
  429: [429, OpenAI.RateLimitError, native ? "tokens" : "rate_limit_error"],
  500: [500, OpenAI.InternalServerError, "server_error"],
  503: [503, OpenAI.InternalServerError, "service_unavailable_error"],
  529: [529, OpenAI.InternalServerError, native ? "server_error" : "service_unavailable_error"],
}, async ([status, kind, type]) => {
  for (const stream of [false, true]) {
    const caught = await raises(kind, () => whole({ ...ask("Hello", { stream }), model: `error-${status}` }));
    same([caught.status, caught.type], [status, type]);
    same(["message", "type", "param", "code"].filter((name) => !(name in caught.error)), [], "missing members");
    has(caught.message, caught.error.message);
    same(caught.headers.get("retry-after"), status >= 429 ? "1" : null, "retry-after");
  }
});

check("what the provider refuses is told", async () => {
  const caught = await raises(OpenAI.NotFoundError, () => whole({ ...ask("Hello"), model: "missing-1" }));
  has(caught.message, "missing-1");
  await raises(OpenAI.BadRequestError, () => whole({ model, messages: [] }));
  await raises(OpenAI.BadRequestError, () => whole(ask([image("a picture")])));
});

// What a reset looks like: the SDK or fetch may say no more than "terminated".
const broken = [OpenAI.APIConnectionError, OpenAI.OpenAIError, TypeError];

check("a reset in mid stream is raised", async () => {
  const request = { ...ask("one two three"), model: "reset-mid-stream" };
  await raises(broken, () => streamed(request));
  await raises(broken, async () => all(await whole({ ...request, stream: true })));
  await raises([...broken, OpenAI.InternalServerError], () => whole(request));
});

check("an error in mid stream is raised", async () => {
  const request = { ...ask("one two three", { stream: true }), model: "error-mid-stream" };
  const caught = await raises(OpenAI.APIError, async () => all(await whole(request)));
  same([caught.type, !!caught.message], [native ? "server_error" : "service_unavailable_error", true]);
});

check("an answer that ends too early is raised", async () => {
  const request = { ...ask("one two three", { stream: true }), model: "truncate-mid-stream" };
  if (!native) await raises(OpenAI.APIError, async () => all(await whole(request)));
});

each("a slow provider is waited for", { "slow-first-token": "slow-first-token", "slow-head": "slow-head" }, async (slow) => {
  const request = { ...ask("Hello"), model: slow };
  same(told(await streamed(request)), told(await whole(request)), "streamed");
});

each("a compressed answer", { whole, streamed }, async (get) => {
  const request = { ...ask("Hello"), model: "gzip" };
  if (native) has((await get(request)).choices[0].message.content, "Hello");
  else has((await raises(OpenAI.InternalServerError, () => get(request))).message, "compressed");
});

await run();
