"""Signs requests as botocore does.

A line of input is {"method", "url", "headers", "body", "time", "accessKey",
"secretKey", "token", "region", "service"}; for each a line is printed with the
headers that signing adds.
"""

import base64
import datetime

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from common import lines, say


def main():
    for line in lines():
        now = datetime.datetime.fromtimestamp(line["time"], datetime.timezone.utc).replace(tzinfo=None)
        botocore.auth.get_current_datetime = lambda now=now: now
        request = AWSRequest(line["method"], line["url"], headers=line["headers"] or {}, data=base64.b64decode(line["body"]))
        credentials = Credentials(line["accessKey"], line["secretKey"], line["token"] or None)
        botocore.auth.SigV4Auth(credentials, line["service"], line["region"]).add_auth(request)
        say({name.lower(): request.headers[name] for name in ("X-Amz-Date", "X-Amz-Security-Token", "Authorization") if request.headers.get(name)})


if __name__ == "__main__":
    main()
