"""Reads event streams as botocore does.

A line of input is a stream in base64; for each a line is printed with its
events: [NAME, VALUE], where VALUE is what the response parser made of the
payload, or the error that it raised.
"""

import base64

from botocore.eventstream import EventStreamBuffer
from botocore.parsers import EventStreamJSONParser

from common import MODEL, lines, say

SHAPE = MODEL.operation_model("ConverseStream").output_shape.members["stream"]


def events(stream):
    """Yields the events of a stream that comes byte by byte."""
    buffer = EventStreamBuffer()
    for i in range(len(stream)):
        buffer.add_data(stream[i : i + 1])
        for event in buffer:
            response = event.to_response_dict()
            parsed = EventStreamJSONParser().parse(response, SHAPE)
            if response["status_code"] != 200:
                yield [parsed["Error"]["Code"], parsed["Error"]["Message"]]
            else:
                (name,) = parsed.keys()
                yield [name, plain(parsed[name])]


def plain(value):
    """Turns what cannot be printed into what can."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    return value


def main():
    for line in lines():
        say(list(events(base64.b64decode(line))))


if __name__ == "__main__":
    main()
