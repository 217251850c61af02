-- The dossiers that a lawyer or defender received, and what that person notes beside them. What was
-- received lies in folders beside this file and is never changed; these rows can be read anew from
-- them, but for `mark` and `note`.

CREATE TABLE dossier (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    form        TEXT    NOT NULL CHECK (form IN ('zip', 'folder')),
    origin      TEXT    NOT NULL CHECK (origin IN ('package', 'case', 'foreign', 'unknown')),
    name        TEXT    NOT NULL,
    sha256      TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64),
    size_bytes  INTEGER NOT NULL CHECK (size_bytes >= 0),
    received_at TEXT    NOT NULL,
    state       TEXT    NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'verifying', 'intact', 'different', 'unreadable')),
    checked_at  TEXT,
    report      TEXT    NOT NULL DEFAULT 'null' CHECK (json_valid(report)),
    case_id     TEXT,
    facts       TEXT    NOT NULL CHECK (json_valid(facts)),
    -- Whether the search index holds its words.
    indexed     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX dossier_by_case ON dossier (case_id);
CREATE INDEX dossier_by_state ON dossier (state);

CREATE TABLE mark (
    dossier INTEGER PRIMARY KEY REFERENCES dossier (id),
    status  TEXT NOT NULL CHECK (status IN ('new', 'reading', 'filed', 'archived')),
    tags    TEXT NOT NULL CHECK (json_valid(tags))
) STRICT;

CREATE TABLE note (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    dossier    INTEGER NOT NULL REFERENCES dossier (id),
    exhibit    TEXT,
    page       INTEGER,
    body       TEXT NOT NULL,
    written_at TEXT NOT NULL
) STRICT;

CREATE INDEX note_by_dossier ON note (dossier);
