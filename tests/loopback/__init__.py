"""The loopback web: real sockets on 127.0.0.1 that play every cited host.

with Web(plan_for(cited)) as web:
    settings = LinkSettings(connect_to=web.connect_to, allow_net=web.allow_net, ca_bundle=web.ca_bundle)
"""

from tests.loopback.demo_plan import plan_for
from tests.loopback.server import Web
from tests.loopback.sites import CASES, Case, plan_of

__all__ = ["CASES", "Case", "Web", "plan_for", "plan_of"]
