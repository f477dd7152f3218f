"""Version 3: no domain is asked by two runs at once."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Add the claims on domains."""
    op.execute(
        sa.text(
            "CREATE TABLE domain_claims (domain VARCHAR(255) NOT NULL PRIMARY KEY, lease_id VARCHAR(36) NOT NULL, "
            "free_at DOUBLE PRECISION NOT NULL)"
        )
    )
