-- What the user wrote, and what was read from the originals. The folder's files and custodia.jsonl
-- are the truth about the evidence; this is work in progress that can be rebuilt.

CREATE TABLE state (
    only_row  INTEGER PRIMARY KEY CHECK (only_row = 1),
    case_id   TEXT    NOT NULL,
    log_count INTEGER NOT NULL CHECK (log_count >= 0),
    log_head  TEXT    NOT NULL CHECK (length(log_head) = 64),
    -- Lines of the log for which the tag files were last known to be written.
    tags_count INTEGER NOT NULL CHECK (tags_count >= 0),
    wrote_at  TEXT    NOT NULL
) STRICT;

CREATE TABLE part (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE item (
    number      INTEGER PRIMARY KEY CHECK (number > 0),
    sha256      TEXT    NOT NULL CHECK (length(sha256) = 64),
    size_bytes  INTEGER NOT NULL CHECK (size_bytes >= 0),
    name        TEXT    NOT NULL,
    stored_as   TEXT    NOT NULL UNIQUE,
    gathered_at TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('kept', 'binned', 'emptied')),
    media_type  TEXT    NOT NULL,
    read        TEXT    NOT NULL CHECK (json_valid(read))
) STRICT;

CREATE INDEX item_by_hash ON item (sha256);

CREATE TABLE entry (
    kind     TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    position INTEGER NOT NULL,
    body     TEXT    NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (kind, id)
) STRICT;
