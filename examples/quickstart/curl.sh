#!/bin/sh
# Two clients, each on the other vendor's model, whole and streamed. The same
# requests with /openai and /anthropic exchanged stay in their protocol.
set -eu
GATEWAY=${GATEWAY:-http://127.0.0.1:8080}

# 1. An OpenAI client, answered by Anthropic
curl -sS -w '\n' "$GATEWAY/anthropic/v1/chat/completions" -H 'content-type: application/json' \
  -d '{"model":"gpt-4o","messages":[{"role":"user","content":"Say hello."}]}'

# 2. The same, streamed
curl -sSN "$GATEWAY/anthropic/v1/chat/completions" -H 'content-type: application/json' \
  -d '{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"Say hello."}]}'

# 3. An Anthropic client, answered by OpenAI
curl -sS -w '\n' "$GATEWAY/openai/v1/messages" -H 'content-type: application/json' -H 'anthropic-version: 2023-06-01' \
  -d '{"model":"claude-sonnet-4-5","max_tokens":256,"messages":[{"role":"user","content":"Say hello."}]}'

# 4. The same, streamed
curl -sSN "$GATEWAY/openai/v1/messages" -H 'content-type: application/json' -H 'anthropic-version: 2023-06-01' \
  -d '{"model":"claude-sonnet-4-5","max_tokens":256,"stream":true,"messages":[{"role":"user","content":"Say hello."}]}'
