"""botocore as a client of the fake Bedrock, in both directions a test: of the
fake, which must take what a real client sends, and of what it answers.

UPSTREAM is its address, CREDENTIALS the account that it has. For each check a
line is printed: "ok NAME" or "not ok NAME: reason".
"""

import json
import os
import sys
import traceback

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError, EventStreamError

ACCOUNT = json.loads(os.environ["CREDENTIALS"])
CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
ARN = f"arn:aws:bedrock:us-east-1:123456789012:inference-profile/{CLAUDE}"
TOOLS = {"tools": [{"toolSpec": {"name": "f", "inputSchema": {"json": {"type": "object", "properties": {"x": {"type": "string"}}}}}}]}

checks = []


def check(function):
    checks.append(function)
    return function


def client(access="accessKey", secret=None, token=None):
    session = botocore.session.Session()
    session.set_credentials(ACCOUNT[access], secret or ACCOUNT["secretKey"], token)
    return session.create_client(
        "bedrock-runtime", region_name="us-east-1", endpoint_url=os.environ["UPSTREAM"], config=Config(retries={"total_max_attempts": 1})
    )


def said(text):
    return [{"role": "user", "content": [{"text": text}]}]


def same(got, want):
    assert got == want, f"got {got!r}, want {want!r}"


def refused(code, status, call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        same((error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]), (code, status))
        assert error.response["Error"]["Message"]
    else:
        raise AssertionError("it was not refused")


@check
def a_signature():
    answer = client().converse(modelId=CLAUDE, messages=said("hello"))
    same(answer["output"]["message"]["content"], [{"text": "You said: hello"}])
    same(answer["stopReason"], "end_turn")
    assert answer["usage"]["totalTokens"] == answer["usage"]["inputTokens"] + answer["usage"]["outputTokens"]


@check
def an_arn_in_the_path():
    same(client().converse(modelId=ARN, messages=said("hello"))["stopReason"], "end_turn")


@check
def temporary_credentials():
    same(client("temporaryAccessKey", token=ACCOUNT["sessionToken"]).converse(modelId=CLAUDE, messages=said("x"))["stopReason"], "end_turn")
    refused("UnrecognizedClientException", 403, client("temporaryAccessKey", token="other").converse, modelId=CLAUDE, messages=said("x"))


@check
def a_wrong_secret():
    refused("InvalidSignatureException", 403, client(secret="other").converse, modelId=CLAUDE, messages=said("x"))


@check
def a_stream():
    answer = client().converse_stream(
        modelId=CLAUDE, messages=said("Please call f."), toolConfig=TOOLS,
        additionalModelRequestFields={"thinking": {"type": "enabled", "budget_tokens": 1024}},
    )
    text = reasoning = arguments = signature = ""
    names = set()
    for event in answer["stream"]:
        names |= event.keys()
        delta = event.get("contentBlockDelta", {}).get("delta", {})
        text += delta.get("text", "")
        reasoning += delta.get("reasoningContent", {}).get("text", "")
        signature += delta.get("reasoningContent", {}).get("signature", "")
        arguments += delta.get("toolUse", {}).get("input", "")
        if "metadata" in event:
            assert event["metadata"]["usage"]["outputTokens"] > 0
    same(text, "Let me ask f.")
    same(json.loads(arguments), {"x": "sample"})
    assert reasoning and signature
    same(names, {"messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"})


@check
def a_conversation_with_tools():
    bedrock, messages = client(), said("call f")
    answer = bedrock.converse(modelId=CLAUDE, messages=messages, toolConfig=TOOLS)
    same(answer["stopReason"], "tool_use")
    (call,) = [block["toolUse"] for block in answer["output"]["message"]["content"]]
    messages += [answer["output"]["message"], {"role": "user", "content": [{"toolResult": {"toolUseId": call["toolUseId"], "content": [{"text": "done"}]}}]}]
    answer = bedrock.converse(modelId=CLAUDE, messages=messages, toolConfig=TOOLS)
    assert "f answered: done" in answer["output"]["message"]["content"][0]["text"]


@check
def exceptions():
    for status, code in {
        400: "ValidationException", 403: "AccessDeniedException", 404: "ResourceNotFoundException", 408: "ModelTimeoutException",
        424: "ModelErrorException", 429: "ThrottlingException", 500: "InternalServerException", 503: "ServiceUnavailableException",
    }.items():
        refused(code, status, client().converse, modelId=f"error-{status}", messages=said("x"))


@check
def an_exception_in_a_stream():
    stream = client().converse_stream(modelId="error-mid-stream", messages=said("x"))["stream"]
    try:
        for _ in stream:
            pass
    except EventStreamError as error:
        same(error.response["Error"]["Code"], "modelStreamErrorException")
    else:
        raise AssertionError("the stream did not fail")


def main():
    failed = False
    for function in checks:
        name = function.__name__.replace("_", " ")
        try:
            function()
            print(f"ok {name}", flush=True)
        except Exception as error:
            failed = True
            print(f"not ok {name}: {type(error).__name__}: {' '.join(str(error).split())}", flush=True)
            traceback.print_exc()
    sys.exit(failed)


if __name__ == "__main__":
    main()
