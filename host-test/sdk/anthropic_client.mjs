// Checks what Anthropic's Node SDK gets from a provider.

import {
  REDACT, REFUSE, all, baseURL, bill, check, each, freshModel, has, load, longText, provider, raises, run, same,
  tinyPDF, tinyPDFSeen, tinyPNG, tinyPNGSeen,
} from "./checks.mjs";

const Anthropic = load("@anthropic-ai/sdk");

const native = provider === "anthropic";
const model = "claude-sonnet-4-6";
const served = native ? model : "gpt-4o"; // what the provider calls it
const think = { // a model that shows its thoughts
  model: native ? model : "deepseek-reasoner", thinking: { type: "enabled", budget_tokens: 2000 }, max_tokens: 4096,
};

const client = new Anthropic({ baseURL, apiKey: "sk-ant-of-the-client", maxRetries: 0, logLevel: "off" });

function tool(name, properties = {}) {
  const input_schema = { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
  return { name, description: "A tool.", input_schema };
}

const tools = [
  tool("add", { a: { type: "integer" }, b: { type: "integer" } }),
  tool("weather", { city: { type: "string" } }),
  tool("now"),
];
const both = 'call add {"a":1,"b":2} and weather {"city":"Zürich"}';

const user = (content) => ({ role: "user", content });

/** Returns the parameters of a request that says text. */
const ask = (text, more) => ({ model, max_tokens: 1024, messages: [user(text)], ...more });

const whole = (request, options) => client.messages.create(request, options);
const streamed = (request) => client.messages.stream(request).finalMessage();

/** Returns what a message says. */
function told({ id, model, content, stop_reason, stop_sequence, usage: u }) {
  const usage = [
    u.input_tokens, u.cache_creation_input_tokens ?? 0, u.cache_read_input_tokens ?? 0, u.output_tokens,
    u.output_tokens_details?.thinking_tokens ?? 0,
  ];
  return { id, model, content: plain(content), stop: [stop_reason, stop_sequence], usage };
}

/** Returns a value as it is sent, without what the SDK hides in it. */
const plain = (value) => JSON.parse(JSON.stringify(value));

const echo = ({ content }) => ({ role: "assistant", content: plain(content) });
const blocks = ({ content }, type) => content.filter((block) => block.type === type);
const textOf = (message) => blocks(message, "text").map((block) => block.text).join("");

check("a plain answer", async () => {
  const message = await whole(ask("Hello, wörld 👋"));
  same(message.content, [{ type: "text", text: "You said: Hello, wörld 👋" }]);
  same([message.type, message.role, message.model], ["message", "assistant", served]);
  same([message.stop_reason, message.stop_sequence], ["end_turn", null]);
});

const format = { type: "json_schema", schema: tools[0].input_schema };

each("streamed is the same as whole", {
  "text": ask('Hello,\n\t"wörld" \\ 👋 \u2028'),
  "long text": ask(longText),
  "parallel calls": ask(both, { tools }),
  "a call without arguments": ask("call now", { tools }),
  "a text and calls": ask(`Please ${both}`, { tools }),
  "stop": ask("zero one two", { stop_sequences: ["one"] }),
  "length": ask("zero one two", { max_tokens: 4 }),
  "refusal": ask(REFUSE),
  "thinking": ask("Hello", think),
  "hidden thinking": ask(REDACT, think),
  "thinking and calls": ask(both, { tools, ...think }),
  "an answer in JSON": ask("Go", { output_config: { format } }),
}, async (request) => same(told(await streamed(request)), told(await whole(request)), "streamed"));

check("the text stream is the text", async () => {
  const parts = [];
  await client.messages.stream(ask("one two three")).on("text", (part) => parts.push(part)).done();
  same(parts.join(""), "You said: one two three");
  same(parts.length > 2, true, `several parts in ${parts}:`);
});

check("events come in order", async () => {
  const kinds = (await all(await whole(ask(both, { tools, stream: true })))).map((event) => event.type);
  const block = ["content_block_start", "content_block_delta", "content_block_stop"];
  const once = kinds.filter((kind, i) => kind !== "ping" && kind !== kinds[i - 1]);
  same(once, ["message_start", ...block, ...block, "message_delta", "message_stop"]);
});

each("the system prompt arrives", {
  "a text": "Be kind.", "blocks": [{ type: "text", text: "Be kind.", cache_control: { type: "ephemeral" } }],
}, async (system) => has(textOf(await whole(ask("Hello", { system }))), "I was told: Be kind."));

/** Returns a conversation whose beginning the provider has in its cache. */
function cachedConversation() {
  const text = { type: "text", text: longText, cache_control: { type: "ephemeral" } };
  return [user([text]), { role: "assistant", content: "I see." }, user("And now?")];
}

const sum = (list, of) => list.reduce((total, value) => total + of(value), 0);

check("usage is what was billed", async () => {
  const request = ask("", { model: freshModel(), messages: cachedConversation() });
  const usages = [(await whole(request)).usage, (await streamed(request)).usage];
  const line = await bill(request.model);
  same(line.requests, 2);
  same(line.cache_read_tokens, sum(usages, (u) => u.cache_read_input_tokens));
  same(line.input_tokens - line.cache_read_tokens, sum(usages, (u) => u.input_tokens));
  same(line.output_tokens, sum(usages, (u) => u.output_tokens));
  same(line.cache_read_tokens > 1000, true, "cache was read:");
});

check("thinking is a part of the usage", async () => {
  const request = { ...ask("Hello", think), model: freshModel() };
  const { usage } = await whole(request), line = await bill(request.model);
  same(usage.output_tokens, line.output_tokens);
  same(usage.output_tokens_details.thinking_tokens, line.thinking_tokens);
  same(line.thinking_tokens > 0, true, "thought:");
});

/** Returns the answers to the calls of a message: a sum, and an error. */
function results(message) {
  return blocks(message, "tool_use").map(({ id, name, input: { a, b, city } }) => {
    if (name === "add") return { type: "tool_result", tool_use_id: id, content: String(a + b) };
    return { type: "tool_result", tool_use_id: id, is_error: true, content: [{ type: "text", text: `no weather in ${city}` }] };
  });
}

check("ten turns with parallel tools", async () => {
  const messages = [], ids = new Set();
  for (let turn = 0; turn < 10; turn++) {
    const get = [whole, streamed][turn % 2];
    messages.push(user(`Turn ${turn}: call add {"a":${turn},"b":2} and weather {"city":"Zürich"}`));
    let message = await get(ask("", { messages, tools }));
    const calls = blocks(message, "tool_use");
    same([message.stop_reason, ...calls.map((c) => c.name)], ["tool_use", "add", "weather"]);
    calls.forEach((call) => ids.add(call.id));
    messages.push(echo(message), user(results(message)));
    message = await get(ask("", { messages, tools }));
    same(message.stop_reason, "end_turn");
    has(textOf(message), `add answered: ${turn + 2}`, "no weather in Zürich", turn ? `turn ${turn + 1}.` : "");
    messages.push(echo(message));
  }
  same(ids.size, 20, "different ids:");
});

check("a failed call is told from a good one", async () => {
  const message = await whole(ask(both, { tools }));
  const request = ask("", { tools, messages: [user(both), echo(message), user(results(message))] });
  const { data, response } = await whole(request, { headers: { "x-ai-gateway-loss": "tell" } }).withResponse();
  if (native) has(textOf(data), "weather failed: no weather in Zürich");
  else has(response.headers.get("x-ai-gateway-loss"), "is_error"); // OpenAI has no word for it
});

const base64 = (media_type, data) => ({ type: "base64", media_type, data });

check("a tool may answer with an image", async () => {
  const message = await whole(ask("call now", { tools }));
  const content = [{ type: "text", text: "A clock:" }, { type: "image", source: base64("image/png", tinyPNG) }];
  const result = { type: "tool_result", tool_use_id: blocks(message, "tool_use")[0].id, content };
  const answer = await whole(ask("", { tools, messages: [user("call now"), echo(message), user([result])] }));
  has(textOf(answer), "now answered: A clock:", tinyPNGSeen);
});

each("tool choice", {
  "auto": ["Hello", { type: "auto" }, []],
  "none": [both, { type: "none" }, []],
  "any": ["Hello", { type: "any" }, ["add"]],
  "named": ["Hello", { type: "tool", name: "now" }, ["now"]],
  "one at a time": [both, { type: "auto", disable_parallel_tool_use: true }, ["add"]],
  "several": [both, { type: "auto", disable_parallel_tool_use: false }, ["add", "weather"]],
}, async ([text, tool_choice, want]) => {
  const message = await whole(ask(text, { tools, tool_choice }));
  same(blocks(message, "tool_use").map((call) => call.name), want);
});

each("it sees", {
  "an image by its address": ["image", { type: "url", url: "https://example.com/a.png" }, "[image at https://example.com/a.png]"],
  "an image as data": ["image", base64("image/png", tinyPNG), tinyPNGSeen],
  "a document as data": ["document", base64("application/pdf", tinyPDF), tinyPDFSeen],
  "a document as text": [
    "document", { type: "text", media_type: "text/plain", data: "the document" }, native ? "[document of 12 bytes]" : "the document"],
}, async ([type, source, want]) => {
  has(textOf(await whole(ask([{ type: "text", text: "Look" }, { type, source }]))), "Look", want);
});

each("thinking goes on when it is sent back", { whole, streamed }, async (get) => {
  for (const text of [both, `${REDACT} ${both}`]) {
    const message = await get(ask(text, { tools, ...think }));
    same(message.content[0].type, native && text !== both ? "redacted_thinking" : "thinking");
    const messages = [user(text), echo(message), user(results(message))];
    const answer = await get(ask("", { tools, ...think, messages }));
    has(textOf(answer), "add answered: 3");
    has(blocks(answer, "thinking")[0].thinking, "2 tool results");
  }
});

check("an answer in JSON is parsed", async () => {
  const { jsonSchemaOutputFormat } = load("@anthropic-ai/sdk/helpers/json-schema");
  const request = ask("Where?", { output_config: { format: jsonSchemaOutputFormat(format.schema) } });
  same((await client.messages.parse(request)).parsed_output, { a: 1, b: 1 });
  same((await streamed(request)).parsed_output, { a: 1, b: 1 }, "streamed");
});

check("stop ends the answer", async () => {
  const message = await whole(ask("zero one two", { stop_sequences: ["one"] }));
  same(textOf(message), "You said: zero ");
  // OpenAI does not tell a stop sequence from the end.
  same([message.stop_reason, message.stop_sequence], native ? ["stop_sequence", "one"] : ["end_turn", null]);
});

check("a limit cuts the answer", async () => {
  const message = await whole(ask("zero one two", { max_tokens: 4 }));
  same([textOf(message), message.stop_reason, message.usage.output_tokens], ["You said: zero one", "max_tokens", 4]);
});

check("the usual parameters are taken", async () => {
  has(textOf(await whole(ask("Hello", { metadata: { user_id: "u-1" }, service_tier: "auto" }))), "Hello");
  const older = { headers: { "anthropic-version": "2023-06-01" } }; // the last version with these
  for (const sampling of [{ temperature: 0.5 }, { top_p: 0.5, top_k: 40 }])
    has(textOf(await whole(ask("Hello", sampling), older)), "Hello");
});

check("tokens are counted where the provider can", async () => {
  const count = () => client.messages.countTokens({ model, messages: [user("Hello")] });
  if (native) same((await count()).input_tokens, (await whole(ask("Hello"))).usage.input_tokens);
  else await raises(Anthropic.NotFoundError, count);
});

each("error", {
  400: [400, "BadRequestError", "invalid_request_error"],
  401: [401, "AuthenticationError", "authentication_error"],
  403: [403, "PermissionDeniedError", "permission_error"],
  404: [404, "NotFoundError", "not_found_error"],
  413: [413, "ContentTooLargeError", "request_too_large"],
  429: [429, "RateLimitError", "rate_limit_error"],
  500: [500, "InternalServerError", "api_error"],
  503: [503, "ServiceUnavailableError", "api_error"],
  529: [529, "OverloadedError", "overloaded_error"],
}, async ([status, kind, type]) => {
  for (const stream of [false, true]) {
    const caught = await raises(Anthropic[kind], () => whole(ask("Hello", { stream, model: `error-${status}` })));
    same([caught.status, caught.type], [status, type]);
    same([caught.error.type, Object.keys(caught.error.error).sort()], ["error", ["message", "type"]]);
    same(!!caught.apiMessage, true, "there is a message:");
    same(caught.headers.get("retry-after"), status >= 429 ? "1" : null, "retry-after");
  }
});

check("what the provider refuses is told", async () => {
  const caught = await raises(Anthropic.NotFoundError, () => whole(ask("Hello", { model: "missing-1" })));
  has(caught.apiMessage, "missing-1");
  await raises(Anthropic.BadRequestError, () => whole(ask("", { messages: [] })));
  const noImage = { type: "image", source: { type: "url", url: "a picture" } };
  await raises(Anthropic.BadRequestError, () => whole(ask([noImage])));
});

// What a reset looks like: the SDK or fetch may say no more than "terminated".
const broken = [Anthropic.APIConnectionError, Anthropic.AnthropicError, TypeError];

check("a reset in mid stream is raised", async () => {
  const request = ask("one two three", { model: "reset-mid-stream" });
  await raises(broken, () => streamed(request));
  await raises(broken, async () => all(await whole({ ...request, stream: true })));
  await raises([...broken, Anthropic.InternalServerError, Anthropic.ServiceUnavailableError], () => whole(request));
});

check("an error in mid stream is raised", async () => {
  const request = ask("one two three", { model: "error-mid-stream", stream: true });
  const caught = await raises(Anthropic.APIError, async () => all(await whole(request)));
  same([caught.type, !!caught.apiMessage], [native ? "overloaded_error" : "api_error", true]);
});

check("an answer that ends too early is raised", async () => {
  const request = ask("one two three", { model: "truncate-mid-stream", stream: true });
  if (!native) await raises(Anthropic.APIError, async () => all(await whole(request)));
});

each("a slow provider is waited for", { "slow-first-token": "slow-first-token", "slow-head": "slow-head" }, async (slow) => {
  const request = ask("Hello", { model: slow });
  same(told(await streamed(request)), told(await whole(request)), "streamed");
});

each("a compressed answer", { whole, streamed }, async (get) => {
  const request = ask("Hello", { model: "gzip" });
  if (native) has(textOf(await get(request)), "Hello");
  else has((await raises(Anthropic.InternalServerError, () => get(request))).apiMessage, "compressed");
});

await run();
