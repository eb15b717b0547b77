// Runs checks and prints a line for each: "ok NAME" or "not ok NAME: reason".
// It knows where the provider is and what it billed; it knows no SDK.

import { isDeepStrictEqual, inspect } from "node:util";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";

export const baseURL = process.env.BASE_URL; // where the clients go, without /v1
export const provider = process.env.PROVIDER; // who answers there: openai or anthropic
const upstream = process.env.UPSTREAM; // the provider itself, for its ledger

// The SDKs are installed elsewhere.
export const load = createRequire(resolve(process.env.NODE_DIRECTORY, "package.json"));

export const tinyPNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
export const tinyPNGSeen = "[image of 70 bytes]";
export const tinyPDF = "JVBERi0xLjQKJSVFT0YK";
export const tinyPDFSeen = "[document of 15 bytes]";

// What makes the fake model refuse, and what makes Anthropic's hide its thoughts.
export const REFUSE = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL";
export const REDACT = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING";

// More than a thousand tokens: what is cached when it is sent again.
export const longText = Array.from({ length: 1200 }, (_, i) => `word${i}`).join(" ");

const registered = [];

/** Registers a check. */
export function check(name, run) {
  registered.push([name, run]);
}

/** Registers a check for every case, which is handed to it. */
export function each(name, cases, run) {
  for (const [which, value] of Object.entries(cases)) check(`${name}/${which}`, () => run(value));
}

export function same(got, want, what = "got") {
  if (!isDeepStrictEqual(got, want)) throw new Error(`${what} ${show(got)}, want ${show(want)}`);
}

export function has(text, ...parts) {
  for (const part of parts) if (!text?.includes(part)) throw new Error(`${show(text)} lacks ${show(part)}`);
}

function show(value) {
  return inspect(value, { depth: 9, breakLength: Infinity });
}

/** Returns the error, which must be of exactly one of the kinds. */
export async function raises(kinds, call) {
  kinds = [kinds].flat();
  const names = kinds.map((kind) => kind.name).join(" or ");
  let result;
  try {
    result = await call();
  } catch (error) {
    if (kinds.includes(error.constructor)) return error;
    throw new Error(`raised ${error.constructor.name}: ${error.message}, want ${names}`, { cause: error });
  }
  throw new Error(`got ${show(result)}, want ${names} raised`);
}

/** Returns what an async iterator yields. */
export async function all(iterator) {
  const list = [];
  for await (const value of iterator) list.push(value);
  return list;
}

/** Returns a name that no other request has, so that its bill is its own. */
export function freshModel() {
  return `billed-${crypto.randomUUID()}`;
}

/** Returns what the provider billed for a model. */
export async function bill(model) {
  const lines = await (await fetch(`${upstream}/ledger`)).json();
  const [line, ...more] = lines.filter((line) => line.model === model);
  same([line?.model, more.length], [model, 0], "in the ledger");
  return line;
}

export async function run() {
  let failed = 0;
  for (const [name, call] of registered) {
    try {
      await call();
      console.log(`ok ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${name}: ${where(error)}: ${error.message.replace(/\s+/g, " ").slice(0, 2000)}`);
    }
  }
  process.exit(failed > 0 ? 1 : 0);
}

/** Returns the innermost line of a check in an error's stack. */
function where(error) {
  const line = error.stack.split("\n").find((frame) => frame.includes(basename(process.argv[1])));
  return line ? `line ${line.split(":").at(-2)}` : "outside the checks";
}
