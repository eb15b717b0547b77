"""What the scripts share: AWS' service model of Bedrock's runtime."""

import json
import sys

from botocore.loaders import Loader
from botocore.model import ServiceModel

MODEL = ServiceModel(Loader().load_service_model("bedrock-runtime", "service-2"), "bedrock-runtime")


def lines():
    """Returns the values that stand on the lines of standard input."""
    return [json.loads(line) for line in sys.stdin]


def say(value):
    print(json.dumps(value), flush=True)
