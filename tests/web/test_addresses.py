import socket

import pytest

from cetingest.errors import SettingsError
from cetingest.settings import LinkSettings
from cetingest.web import addresses
from cetingest.web.addresses import ConnectTo, Routes, is_public, parse_address
from cetingest.web.urls import BadUrlError, RefusedUrlError, host_and_port, request_url

PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = ["1.1.1.1", "93.184.216.34", "198.17.255.255", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]

# every way of writing this machine or a private network that some library takes
SPELLINGS = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0x7f.1/",
    "http://0/",
    "http://[::1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://user:pw@127.0.0.1/",
    "http://example.com@127.0.0.1/",
    "http://127.0.0.1#@example.com/",
    "http://example.com\\@127.0.0.1/",
    "http://%31%32%37.0.0.1/",
    "http://127.0.0.1./",
    "http://[fe80::1%25lo]/",
    "http://169.254.169.254/latest/meta-data/",
    "http:127.0.0.1/",
    "http:///127.0.0.1/",
    "http://127.0.0.1\t/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://ⓛocalhost/",
]


def resolve_to(*answers: str):
    def look_up(host, port):
        found = [
            socket.getaddrinfo(answer, port, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST) for answer in answers
        ]
        return [info for infos in found for info in infos]

    return look_up


@pytest.mark.parametrize("address", PRIVATE)
def test_no_web_server_lives_at_a_private_address(address):
    assert not is_public(parse_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address):
    assert is_public(parse_address(address))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_private_address_gets_through(spelling, monkeypatch):
    def look_up(host, port):
        if host == "localhost":
            return resolve_to("127.0.0.1")(host, port)
        return socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST)

    monkeypatch.setattr(addresses, "look_up", look_up)
    with pytest.raises((BadUrlError, RefusedUrlError, socket.gaierror)):
        Routes(LinkSettings()).addresses(*host_and_port(request_url(spelling)))


def test_one_private_record_refuses_the_whole_name(monkeypatch):
    monkeypatch.setattr(addresses, "look_up", resolve_to("1.1.1.1", "127.0.0.1"))
    with pytest.raises(RefusedUrlError):
        Routes(LinkSettings()).addresses("example.org", 443)


def test_a_name_that_changes_its_answer_is_connected_to_where_it_was_vetted(monkeypatch):
    routes = Routes(LinkSettings())
    monkeypatch.setattr(addresses, "look_up", resolve_to("1.1.1.1"))
    routes.addresses("example.org", 443)
    monkeypatch.setattr(addresses, "look_up", resolve_to("127.0.0.1"))
    assert [answer[4][0] for answer in routes.addresses("example.org", 443)] == ["1.1.1.1"]


def test_failures_are_remembered_except_by_a_second_attempt(monkeypatch):
    asked = []

    def look_up(host, port):
        asked.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    monkeypatch.setattr(addresses, "look_up", look_up)
    routes = Routes(LinkSettings())
    for _ in range(3):
        with pytest.raises(socket.gaierror):
            routes.addresses("example.org", 443)
    with pytest.raises(socket.gaierror):
        routes.addresses("example.org", 443, is_fresh=True)
    assert asked == ["example.org"] * 2


@pytest.mark.parametrize(
    ("changes", "host", "port", "is_allowed"),
    [
        ({}, "1.1.1.1", 443, True),
        ({}, "1.1.1.1", 22, False),
        ({"allowed_ports": (22,)}, "1.1.1.1", 22, True),
        ({"allow_net": ("127.0.0.0/8",)}, "127.0.0.1", 9999, True),
        ({"allow_net": ("127.0.0.0/8",)}, "10.0.0.1", 443, False),
        ({"connect_to": ("1.2.3.4:443:1.1.1.1:9999",)}, "1.2.3.4", 443, True),
        ({"connect_to": ("1.2.3.4:443:127.0.0.1:9999",)}, "1.2.3.4", 443, False),
        ({"connect_to": ("1.2.3.4:443:127.0.0.1:9",), "allow_net": ("127.0.0.1/32",)}, "1.2.3.4", 443, True),
    ],
)
def test_ports_and_networks_are_those_of_the_settings(changes, host, port, is_allowed):
    routes = Routes(LinkSettings(**changes))
    if is_allowed:
        assert routes.addresses(host, port)
    else:
        with pytest.raises(RefusedUrlError):
            routes.addresses(host, port)


@pytest.mark.parametrize(
    ("text", "host", "port", "target"),
    [
        ("1.1.1.1:443:1.0.0.1:8443", "1.1.1.1", 443, ("1.0.0.1", 8443)),
        ("1.1.1.1:443:1.0.0.1:8443", "1.1.1.1", 80, ("1.1.1.1", 80)),
        (":443:1.0.0.1:8443", "1.1.1.1", 443, ("1.0.0.1", 8443)),
        ("1.1.1.1::1.0.0.1:", "1.1.1.1", 80, ("1.0.0.1", 80)),
        ("1.1.1.1:80::8080", "1.1.1.1", 80, ("1.1.1.1", 8080)),
        ("例え.jp:443:1.0.0.1:8443", "xn--r8jz45g.jp", 443, ("1.0.0.1", 8443)),
        ("[2606:4700::1111]:443:1.0.0.1:8443", "2606:4700::1111", 443, ("1.0.0.1", 8443)),
    ],
)
def test_connect_to_means_what_it_means_to_curl(text, host, port, target):
    routes = Routes(LinkSettings(connect_to=(text,)))
    assert [answer[4][:2] for answer in routes.addresses(host, port)] == [target]


@pytest.mark.parametrize("text", ["example.org", "a:b:c:d", "a:1:b", "a:1:b:2:c"])
def test_a_connect_to_that_cannot_be_read_says_how_to_write_it(text):
    with pytest.raises(SettingsError, match="HOST1:PORT1:HOST2:PORT2"):
        ConnectTo.parse(text)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "10.0.0.1", "localhost", "a.localhost", "::1"])
def test_a_proxy_is_not_asked_for_this_machine(host):
    with pytest.raises(RefusedUrlError):
        Routes(LinkSettings()).vet_spelling(host, 80)
