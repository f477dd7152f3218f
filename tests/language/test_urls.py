import pytest

from cetingest.language.urls import fault_of_url, same_address


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://example.org/a", None),
        ("www.example.org", None),
        ("https://[2001:db8::1]/", None),
        ("https://192.0.2.1:8080/a", None),
        ("https://例え.jp/", None),
        ("https://localhost/", "names 'localhost', which is no host name"),
        ("https://exa mple.org/", "holds a space"),
        ("https:///a", "names no host"),
        ("file:///C:/x.docx", "is no web address (file:)"),
        ("https://-a.org/", "names '-a.org', which is no host name"),
        ("https://a.org/%zz", "has a percent sign without two hexadecimal digits"),
        ("https://a.org:99999/", "is no URL (Port out of range 0-65535)"),
    ],
)
def test_a_url_that_cannot_be_asked_for_says_why(url, fault):
    assert fault_of_url(url) == fault


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://a.org", "https://a.org/", True),
        ("http://A.org/x", "https://a.org/x", True),
        ("www.a.org", "http://www.a.org/", True),
        ("https://a.org/%e3", "https://a.org/%E3", True),
        ("https://a.org/x", "https://a.org/X", False),
        ("https://a.org/x", "https://a.org/x.", False),
        ("https://a.org/?p=1", "https://a.org/?p=2", False),
    ],
)
def test_only_differences_that_no_server_sees_are_trivial(one, other, is_same):
    assert same_address(one, other) == is_same
