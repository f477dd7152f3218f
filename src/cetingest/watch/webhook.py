"""One POST to the operator's receiver, through the guarded door, signed where a secret is set.

The receiver's address comes from the operator's settings and not from a PDF, so it may be in a private network that
`alerts.allow_net` names. The door guards the request all the same: time is limited, redirects are not followed, and
only the named host is asked.
"""

import base64
import binascii
import dataclasses
import datetime as dt
import hashlib
import hmac
import os
from urllib.parse import urlsplit

from cetingest.errors import SettingsError
from cetingest.model import Reach
from cetingest.settings import AlertSettings, LinkSettings, Settings
from cetingest.watch.messages import Message
from cetingest.web.client import Answer, RequestOptions, WebClient
from cetingest.web.urls import BadUrlError, RefusedUrlError, host_and_port, request_url

_PREFIX = "whsec_"


def deliver(message: Message, settings: Settings, now: dt.datetime) -> str | None:
    """Send a message; return None when the receiver took it (2xx), else the reason, without the receiver's token.

    Raises SettingsError when the settings do not say where to, or name a secret that is not there.
    """
    alerts = settings.alerts
    if alerts.webhook_url is None:
        raise SettingsError(
            "alerts.webhook_url is not set; write the URL of the receiver into cetingest.toml, section [alerts]"
        )
    try:
        url = request_url(alerts.webhook_url)
    except (BadUrlError, RefusedUrlError) as error:
        raise SettingsError("alerts.webhook_url cannot be used; write it without user name and password") from error
    headers = {"Content-Type": "application/json", "Accept": "*/*", **signed_headers(message, secret_of(alerts), now)}
    with WebClient(_door_settings(settings, url)) as client:
        options = RequestOptions(headers=headers, body=message.body)
        answer = client.ask(url, seconds=alerts.timeout_seconds, options=options)
    why = _complaint(answer)
    return None if why is None else f"{shown(url)} {why}"


def signed_headers(message: Message, secret: bytes | None, now: dt.datetime) -> dict[str, str]:
    """Return the headers of Standard Webhooks: id, time and, where there is a secret, the signature of all."""
    timestamp = str(int(now.timestamp()))
    headers = {"webhook-id": message.message_id, "webhook-timestamp": timestamp}
    if secret is not None:
        signed = f"{message.message_id}.{timestamp}.".encode() + message.body
        signature = base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
        headers["webhook-signature"] = f"v1,{signature}"
    return headers


def secret_of(alerts: AlertSettings) -> bytes | None:
    """Return the secret that the settings name: base64 after "whsec_", any other text as it is.

    Raises SettingsError when the environment does not hold it; the secret itself is never repeated.
    """
    if alerts.secret_env is None:
        return None
    text = os.environ.get(alerts.secret_env, "")
    if not text:
        raise SettingsError(f"alerts.secret_env: the environment variable {alerts.secret_env} is not set; set it")
    if not text.startswith(_PREFIX):
        return text.encode()
    try:
        return base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        what = f"the text after whsec_ in {alerts.secret_env} is not base64"
        raise SettingsError(f"alerts.secret_env: {what}; copy it again from the receiver") from error


def shown(url: str) -> str:
    """Name a receiver without its path, which often is a token.

    >>> shown("https://hooks.example.org:8443/services/T0/secret?key=1")
    'https://hooks.example.org:8443'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _door_settings(settings: Settings, url: str) -> LinkSettings:
    """Return settings of the door: proxy, certificate authorities and contact as for links, else for the receiver."""
    _, port = host_and_port(url)
    return dataclasses.replace(
        settings.links,
        allow_net=settings.alerts.allow_net,
        allowed_ports=(port,),
        connect_to=(),
        connect_timeout_seconds=settings.alerts.timeout_seconds,
        read_timeout_seconds=settings.alerts.timeout_seconds,
    )


def _complaint(answer: Answer) -> str | None:
    failure = answer.failure
    if failure is None:
        status = answer.status_code or 0
        if 200 <= status < 300:
            return None
        redirected = ", and redirects are not followed: name the final URL" if 300 <= status < 400 else ""
        return f"answered {status}{redirected}"
    if failure.reach is Reach.UNSAFE:
        return "is not in a public network; name its network in alerts.allow_net"
    return f"could not be reached: {failure.reach.value.replace('_', ' ')}" + (
        f" ({failure.detail})" if failure.detail else ""
    )
