-- The index of words. It holds nothing that could not be made again: there are no migrations, a
-- file of another version is thrown away.

CREATE TABLE dossiers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  -- What the caller knows of the state in which it was last indexed.
  state TEXT
) STRICT;

-- Where texts come from (one file, what the user wrote), and in which state they were indexed.
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossiers (id),
  name TEXT NOT NULL,
  stamp TEXT NOT NULL,
  UNIQUE (dossier, name)
) STRICT;

CREATE TABLE exhibits (
  dossier INTEGER NOT NULL REFERENCES dossiers (id),
  exhibit TEXT NOT NULL,
  number TEXT,
  title TEXT NOT NULL,
  PRIMARY KEY (dossier, exhibit)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossiers (id),
  source INTEGER REFERENCES sources (id),
  exhibit TEXT,
  item TEXT,
  page INTEGER,
  kind TEXT NOT NULL,
  -- As it was, for quotes.
  words TEXT NOT NULL
) STRICT;

CREATE INDEX places_by_dossier ON places (dossier);
CREATE INDEX places_by_source ON places (source);

-- Folded words of places, by their id: what the whole is about, the text, numbers without punctuation.
-- The words come folded, so that FTS5 only has to part them.
CREATE VIRTUAL TABLE folded USING fts5 (
  heading, body, numbers,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 0',
  prefix = '2 3'
);
