"""An S3 of the tests' own, on loopback, that can be told to be out of order."""

import logging
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Self

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from tests.servers.processes import LOOPBACK

_OUT_OF_ORDER = b"<Error><Code>ServiceUnavailable</Code><Message>Please reduce your request rate.</Message></Error>"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class S3:
    """A server while its `with` block lasts; `new_bucket` makes an empty one. `is_broken` has it answer 503 to all.

    One for a whole session: fsspec remembers the address that it first found in the environment.
    """

    def __init__(self) -> None:
        self.bucket = ""
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.is_broken = False
        self.requests: Counter[str] = Counter()
        self._answer: Application = DomainDispatcherApplication(create_backend_app)
        self._server = make_server(LOOPBACK, 0, self, threaded=True, request_handler=MotoRequestHandler)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()

    def __call__(self, request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if self.is_broken:
            body = b"" if request["REQUEST_METHOD"] == "HEAD" else _OUT_OF_ORDER
            start_response("503 Service Unavailable", [("Content-Length", str(len(body)))])
            return [body]
        is_listing = "list-type" in request["QUERY_STRING"]
        self.requests["LIST" if is_listing else request["REQUEST_METHOD"]] += 1
        return self._answer(request, start_response)

    def new_bucket(self) -> Self:
        self.bucket = f"tests-{uuid.uuid4().hex}"
        self.client.create_bucket(Bucket=self.bucket)
        self.requests.clear()
        return self

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to reach this server by s3:// URLs."""
        return {
            "AWS_ENDPOINT_URL": f"http://{LOOPBACK}:{self._server.port}",
            "AWS_ACCESS_KEY_ID": "tests",
            "AWS_SECRET_ACCESS_KEY": "tests",
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    @property
    def client(self) -> Any:
        place = self.environment
        return boto3.client(
            "s3",
            endpoint_url=place["AWS_ENDPOINT_URL"],
            aws_access_key_id=place["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=place["AWS_SECRET_ACCESS_KEY"],
            region_name=place["AWS_DEFAULT_REGION"],
        )

    def objects(self, prefix: str) -> dict[str, bytes]:
        """Return the objects below a prefix by the rest of their keys."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        keys = [entry["Key"] for page in pages for entry in page.get("Contents", ())]
        return {key[len(prefix) :]: self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read() for key in keys}
