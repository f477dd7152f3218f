from tests.loopback.resolver import no_resolver

__all__ = ["no_resolver"]
