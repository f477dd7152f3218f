"""How version 2 wrote its tables, as the databases themselves would say, and some rows of it. Never change this."""

_BOTH = (
    "CREATE INDEX ix_fetches_url_hash ON fetches (url_hash, fetched_at)",
    "CREATE INDEX ix_fetches_fetched_at ON fetches (fetched_at)",
    "CREATE INDEX ix_archive_answers_url_hash ON archive_answers (url_hash)",
    "CREATE TABLE leases (lease_id VARCHAR(36) NOT NULL PRIMARY KEY, alive_until DOUBLE PRECISION NOT NULL)",
    "CREATE TABLE claims (url_hash VARCHAR(32) NOT NULL PRIMARY KEY, lease_id VARCHAR(36) NOT NULL)",
    "CREATE INDEX ix_claims_lease_id ON claims (lease_id)",
)
V2 = {
    "sqlite": (
        'CREATE TABLE history_meta ("key" VARCHAR(64) NOT NULL PRIMARY KEY, value TEXT NOT NULL)',
        "CREATE TABLE fetches (fetch_id INTEGER NOT NULL PRIMARY KEY, url TEXT NOT NULL, "
        "fetched_at VARCHAR(32) NOT NULL, reach VARCHAR(32) NOT NULL, status_code INTEGER, "
        "is_offline BOOLEAN NOT NULL, \"fetch\" TEXT NOT NULL, url_hash VARCHAR(32) NOT NULL DEFAULT '', "
        "is_aside BOOLEAN NOT NULL DEFAULT 0)",
        "CREATE TABLE archive_answers (answer_id INTEGER NOT NULL PRIMARY KEY, url_hash VARCHAR(32) NOT NULL, "
        "asked_at VARCHAR(32) NOT NULL, answer TEXT NOT NULL)",
        *_BOTH,
    ),
    "postgresql": (
        'CREATE TABLE history_meta ("key" VARCHAR(64) NOT NULL PRIMARY KEY, value TEXT NOT NULL)',
        "CREATE TABLE fetches (fetch_id BIGSERIAL NOT NULL PRIMARY KEY, url TEXT NOT NULL, "
        "fetched_at VARCHAR(32) NOT NULL, reach VARCHAR(32) NOT NULL, status_code INTEGER, "
        "is_offline BOOLEAN NOT NULL, \"fetch\" TEXT NOT NULL, url_hash VARCHAR(32) NOT NULL DEFAULT '', "
        "is_aside BOOLEAN NOT NULL DEFAULT FALSE)",
        "CREATE TABLE archive_answers (answer_id BIGSERIAL NOT NULL PRIMARY KEY, url_hash VARCHAR(32) NOT NULL, "
        "asked_at VARCHAR(32) NOT NULL, answer TEXT NOT NULL)",
        *_BOTH,
    ),
}

V2_ROWS = (
    "INSERT INTO history_meta VALUES ('schema_version', '2')",
    'INSERT INTO fetches (url, fetched_at, reach, status_code, is_offline, "fetch", url_hash) VALUES '
    "('https://a.test/', '2026-01-02T03:04:05.000000+00:00', 'gone', 404, false, "
    '\'{"url": "https://a.test/", "fetched_at": "2026-01-02T03:04:05+00:00", "reach": "gone", "status_code": 404, '
    '"final_url": "https://a.test/", "redirects": [], "content_type": null, "page": null, "attempts": 1, '
    '"detail": null, "is_offline": false}\', \'72745e75dfc5db5e0ba5b2c2e00a1aab\')',
    'INSERT INTO fetches (url, fetched_at, reach, status_code, is_offline, "fetch", url_hash) VALUES '
    "('https://b.test/', '2026-01-02T03:04:05.000000+00:00', 'timeout', NULL, true, "
    '\'{"url": "https://b.test/", "fetched_at": "2026-01-02T03:04:05+00:00", "reach": "timeout", "status_code": null, '
    '"final_url": null, "redirects": [], "content_type": null, "page": null, "attempts": 2, "detail": null, '
    "\"is_offline\": true}', '4dcc29a838e4e9a207466ce01a0bd401')",
    "INSERT INTO leases VALUES ('left-by-a-kill', 0.0)",
    "INSERT INTO claims VALUES ('72745e75dfc5db5e0ba5b2c2e00a1aab', 'left-by-a-kill')",
)
