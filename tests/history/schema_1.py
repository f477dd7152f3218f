"""How version 1 wrote its tables, as the databases themselves would say, and some rows of it. Never change this."""

V1 = {
    "sqlite": (
        'CREATE TABLE history_meta ("key" VARCHAR(64) NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key"))',
        "CREATE TABLE fetches (fetch_id INTEGER NOT NULL, url TEXT NOT NULL, fetched_at VARCHAR(32) NOT NULL, "
        "reach VARCHAR(32) NOT NULL, status_code INTEGER, is_offline BOOLEAN NOT NULL, fetch TEXT NOT NULL, "
        "PRIMARY KEY (fetch_id))",
        "CREATE INDEX ix_fetches_url ON fetches (url)",
    ),
    "postgresql": (
        "CREATE TABLE history_meta (key VARCHAR(64) NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key))",
        "CREATE TABLE fetches (fetch_id BIGSERIAL NOT NULL, url TEXT NOT NULL, fetched_at VARCHAR(32) NOT NULL, "
        "reach VARCHAR(32) NOT NULL, status_code INTEGER, is_offline BOOLEAN NOT NULL, "
        '"fetch" TEXT NOT NULL, PRIMARY KEY (fetch_id))',
        "CREATE INDEX ix_fetches_url ON fetches (url)",
    ),
}
V1_ROWS = (
    "INSERT INTO history_meta VALUES ('schema_version', '1')",
    'INSERT INTO fetches (url, fetched_at, reach, status_code, is_offline, "fetch") VALUES '
    "('https://a.test/', "
    '\'2026-01-02T03:04:05.000000+00:00\', \'gone\', 404, false, \'{"url": "https://a.test/", "fetched_at": '
    '"2026-01-02T03:04:05+00:00", "reach": "gone", "status_code": 404, "final_url": "https://a.test/", '
    '"redirects": [], "content_type": null, "page": {"titles": ["T"], "site_name": null, "language": "en", '
    '"text_start": "x"}, "attempts": 1, "detail": null, "is_offline": false}\')',
    'INSERT INTO fetches (url, fetched_at, reach, status_code, is_offline, "fetch") VALUES '
    "('https://b.test/', "
    '\'2026-01-02T03:04:05.000000+00:00\', \'timeout\', NULL, true, \'{"url": "https://b.test/", "fetched_at": '
    '"2026-01-02T03:04:05+00:00", "reach": "timeout", "status_code": null, "final_url": null, '
    '"redirects": [], "content_type": null, "page": null, "attempts": 2, "detail": null, "is_offline": true}\')',
)
