-- The civil-status books.

SELECT registry.equip('civil_status');

CREATE TABLE civil_status.entry_counter (
  commune_code text NOT NULL,
  book text NOT NULL CHECK (book IN ('birth', 'marriage', 'death', 'recognition', 'adoption', 'guardianship', 'guardianship-end', 'change', 'divorce',
    'abroad', 'extract', 'marital-status')),
  year integer NOT NULL,
  last_serial integer NOT NULL,
  PRIMARY KEY (commune_code, book, year)
);
COMMENT ON TABLE civil_status.entry_counter IS 'The last number given in a book of a commune in a year. Numbers have no gaps: they are taken in the transaction of the entry.';
GRANT SELECT, INSERT, UPDATE ON civil_status.entry_counter TO civil_status;

-- As `npm run motcua -- table-of civil-status entry` prints it.
CREATE TABLE civil_status.entry (
  id text NOT NULL CHECK (id ~ '^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  book text NOT NULL CHECK (book IN ('birth', 'marriage', 'death', 'recognition', 'adoption', 'guardianship', 'guardianship-end', 'change', 'divorce', 'abroad')),
  commune_code text NOT NULL CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  place_code text CHECK (length(place_code) = 5 AND place_code !~ '[^0-9]'),
  book_year integer NOT NULL CHECK (book_year >= 1900 AND book_year <= 2200),
  volume text NOT NULL CHECK (length(volume) BETWEEN 1 AND 40),
  number text NOT NULL CHECK (length(number) BETWEEN 1 AND 30),
  registered_on date NOT NULL,
  status text NOT NULL CHECK (status IN ('registered', 'ended', 'cancelled')),
  agency_name text NOT NULL CHECK (length(agency_name) BETWEEN 1 AND 300),
  details jsonb NOT NULL,
  doubts jsonb,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  CHECK ((volume = 'điện tử') = (doubts IS NULL)),
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE civil_status.entry IS 'Civil-status entry: one row for each version.';
CREATE INDEX ON civil_status.entry (id);
CREATE INDEX ON civil_status.entry USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON civil_status.entry TO civil_status;
SELECT kernel.keep_history_of('civil_status.entry', 'id');
-- A number stands once in a volume, whatever became of the entry.
ALTER TABLE civil_status.entry ADD CONSTRAINT entry_number
  EXCLUDE USING gist (kernel.key_of(commune_code || book, book_year::text || volume, number) WITH =, valid_during WITH &&);
-- Nobody dies twice.
CREATE UNIQUE INDEX entry_death ON civil_status.entry ((details -> 'deceased' ->> 'number'))
  WHERE book = 'death' AND status <> 'cancelled' AND upper_inf(valid_during);
CREATE INDEX entry_in_book ON civil_status.entry (commune_code, book, registered_on DESC);

-- As `npm run motcua -- table-of civil-status party` prints it.
CREATE TABLE civil_status.party (
  entry_id text NOT NULL CHECK (entry_id ~ '^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  role text NOT NULL CHECK (length(role) BETWEEN 1 AND 30),
  book text NOT NULL CHECK (book IN ('birth', 'marriage', 'death', 'recognition', 'adoption', 'guardianship', 'guardianship-end', 'change', 'divorce', 'abroad')),
  commune_code text NOT NULL CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  number text CHECK (length(number) = 12 AND number !~ '[^0-9]'),
  full_name text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 200),
  born_on date,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  full_name_folded text GENERATED ALWAYS AS (kernel.fold(full_name)) STORED,
  entry_id_role_key uuid GENERATED ALWAYS AS (kernel.key_of(entry_id, role)) STORED,
  PRIMARY KEY (entry_id_role_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE civil_status.party IS 'Person in an entry: one row for each version.';
CREATE INDEX ON civil_status.party (entry_id, role);
CREATE INDEX ON civil_status.party (number, book);
CREATE INDEX ON civil_status.party (full_name_folded text_pattern_ops, entry_id, role);
CREATE INDEX ON civil_status.party USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON civil_status.party TO civil_status;
SELECT kernel.keep_history_of('civil_status.party', 'entry_id', 'role');

CREATE TABLE civil_status.registration (
  request_key text PRIMARY KEY,
  entry_id text NOT NULL UNIQUE,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE civil_status.registration IS 'Which entry a request made: the same request again gets the same entry.';
GRANT SELECT, INSERT ON civil_status.registration TO civil_status;

CREATE TABLE civil_status.note (
  id uuid PRIMARY KEY,
  entry_id text NOT NULL,
  noted_on date NOT NULL,
  kind text NOT NULL,
  said jsonb NOT NULL,
  cause_id text,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  official jsonb NOT NULL,
  withdrawn_on date,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE civil_status.note IS 'What was noted on an entry (ghi chú vào sổ, Law on Civil Status art. 28, 30, 48): a divorce, a change, a death, an act done abroad.';
COMMENT ON COLUMN civil_status.note.cause_id IS 'The entry by which it was noted; when that is cancelled the note is withdrawn.';
CREATE INDEX note_of_entry ON civil_status.note (entry_id, noted_on);
CREATE INDEX note_by_cause ON civil_status.note (cause_id);
GRANT SELECT, INSERT ON civil_status.note TO civil_status;
GRANT UPDATE (withdrawn_on) ON civil_status.note TO civil_status;
SELECT kernel.keep_history_of('civil_status.note');

CREATE TABLE civil_status.consequence (
  id text PRIMARY KEY,
  entry_id text NOT NULL,
  position smallint NOT NULL,
  service text NOT NULL,
  input jsonb NOT NULL,
  context jsonb NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'done', 'refused')),
  output jsonb,
  refusal text,
  receipt text,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (entry_id, position)
);
COMMENT ON TABLE civil_status.consequence IS 'What an entry changes in another register, written with the entry and carried out through the exchange exactly once: the id is the idempotency key.';
CREATE INDEX consequence_pending ON civil_status.consequence (recorded_at) WHERE status = 'pending';
GRANT SELECT, INSERT ON civil_status.consequence TO civil_status;
GRANT UPDATE (status, output, refusal, receipt) ON civil_status.consequence TO civil_status;

CREATE TABLE civil_status.paper (
  id uuid PRIMARY KEY,
  request_key text NOT NULL UNIQUE,
  entry_id text,
  kind text NOT NULL CHECK (kind IN ('certificate', 'extract', 'marital-status')),
  commune_code text NOT NULL CHECK (commune_code ~ '^\d{5}$'),
  number text NOT NULL,
  issued_on date NOT NULL,
  title jsonb NOT NULL,
  said jsonb NOT NULL,
  holder_name text NOT NULL,
  holder_numbers text[] NOT NULL,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  official jsonb NOT NULL,
  verification_code text NOT NULL UNIQUE,
  file_id text CHECK (file_id ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE civil_status.paper IS 'A certificate or extract that was issued, with all that it says. Without a file it is still to be made.';
CREATE INDEX paper_of_entry ON civil_status.paper (entry_id);
CREATE INDEX paper_of_holder ON civil_status.paper USING gin (holder_numbers);
GRANT SELECT, INSERT ON civil_status.paper TO civil_status;
GRANT UPDATE (file_id) ON civil_status.paper TO civil_status;

CREATE TABLE civil_status.birth_entry (
  id uuid PRIMARY KEY,
  request_key text NOT NULL CONSTRAINT birth_entry_request UNIQUE,
  commune_code text NOT NULL CHECK (commune_code ~ '^\d{5}$'),
  book_year integer NOT NULL,
  serial integer NOT NULL CHECK (serial > 0),
  registered_on date NOT NULL,
  notification_id uuid CONSTRAINT birth_entry_notification UNIQUE,
  statement text,
  parent_key text NOT NULL,
  birth_order smallint NOT NULL,
  born_on date NOT NULL,
  child jsonb NOT NULL,
  mother jsonb NOT NULL,
  father jsonb NOT NULL,
  mother_number text,
  declarant jsonb NOT NULL,
  official jsonb NOT NULL,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  case_number text NOT NULL,
  is_late boolean NOT NULL,
  receipts text[] NOT NULL,
  personal_number text UNIQUE CHECK (personal_number ~ '^\d{12}$'),
  verification_code text NOT NULL UNIQUE,
  certificate_file text CHECK (certificate_file ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (commune_code, book_year, serial),
  CONSTRAINT birth_entry_same_birth UNIQUE (parent_key, born_on, birth_order),
  CHECK (notification_id IS NOT NULL OR statement IS NOT NULL),
  CHECK (certificate_file IS NULL OR personal_number IS NOT NULL)
);
COMMENT ON TABLE civil_status.birth_entry IS 'One birth in the book of a commune. Without a certificate file the registration is not finished and goes on by itself.';
COMMENT ON COLUMN civil_status.birth_entry.parent_key IS 'The mother''s number or passport, else the father''s: with the date and the order it says which birth this is.';
COMMENT ON COLUMN civil_status.birth_entry.statement IS 'What stands in for the hospital''s notification (Law on Civil Status art. 16.1).';
COMMENT ON COLUMN civil_status.birth_entry.receipts IS 'Receipts of the exchange for the evidence that the entry rests on.';
CREATE INDEX birth_entry_mother ON civil_status.birth_entry (mother_number);
GRANT SELECT, INSERT ON civil_status.birth_entry TO civil_status;
GRANT UPDATE (personal_number, certificate_file) ON civil_status.birth_entry TO civil_status;
SELECT kernel.keep_history_of('civil_status.birth_entry');

CREATE TABLE civil_status.recognition_entry (
  id uuid PRIMARY KEY,
  birth_entry_id uuid NOT NULL UNIQUE REFERENCES civil_status.birth_entry,
  commune_code text NOT NULL,
  book_year integer NOT NULL,
  serial integer NOT NULL CHECK (serial > 0),
  registered_on date NOT NULL,
  recognised_by text NOT NULL CHECK (recognised_by IN ('mother', 'father')),
  consent_receipt text NOT NULL,
  verification_code text NOT NULL UNIQUE,
  extract_file text CHECK (extract_file ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (commune_code, book_year, serial)
);
COMMENT ON TABLE civil_status.recognition_entry IS 'A parent''s recognition of a child, registered together with the birth (Law on Civil Status art. 24 and 25).';
GRANT SELECT, INSERT ON civil_status.recognition_entry TO civil_status;
GRANT UPDATE (extract_file) ON civil_status.recognition_entry TO civil_status;
SELECT kernel.keep_history_of('civil_status.recognition_entry');

CREATE TABLE civil_status.marriage (
  id text PRIMARY KEY,
  commune_code text NOT NULL CHECK (commune_code ~ '^\d{5}$'),
  book_year integer NOT NULL,
  number text NOT NULL,
  registered_on date NOT NULL,
  husband_number text CHECK (husband_number ~ '^\d{12}$'),
  wife_number text CHECK (wife_number ~ '^\d{12}$'),
  foreign_spouse jsonb,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  end_reason text CHECK (end_reason IN ('divorce', 'death')),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  husband_key uuid GENERATED ALWAYS AS (kernel.key_of(husband_number)) STORED,
  wife_key uuid GENERATED ALWAYS AS (kernel.key_of(wife_number)) STORED,
  CHECK (num_nonnulls(husband_number, wife_number, foreign_spouse) = 2),
  -- Nobody is married to two at a time (Law on Marriage and Family 52/2014/QH13 art. 5.2.c).
  CONSTRAINT marriage_husband UNIQUE (husband_key, valid_during WITHOUT OVERLAPS),
  CONSTRAINT marriage_wife UNIQUE (wife_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE civil_status.marriage IS 'Who is married to whom, from the registration until divorce or death; the id is that of the entry.';
COMMENT ON COLUMN civil_status.marriage.foreign_spouse IS 'The spouse who has no personal number: name, date of birth, nationality, passport.';
CREATE INDEX marriage_of_husband ON civil_status.marriage (husband_number);
CREATE INDEX marriage_of_wife ON civil_status.marriage (wife_number);
GRANT SELECT, INSERT, DELETE ON civil_status.marriage TO civil_status;
GRANT UPDATE (valid_during, end_reason, husband_number, wife_number) ON civil_status.marriage TO civil_status;
SELECT kernel.keep_history_of('civil_status.marriage');

CREATE TABLE civil_status.marriage_moved (
  from_number text NOT NULL CHECK (from_number ~ '^\d{12}$'),
  marriage_id text NOT NULL,
  is_husband boolean NOT NULL,
  moved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (from_number, marriage_id)
);
COMMENT ON TABLE civil_status.marriage_moved IS 'Marriages that stand under the number in which a spouse''s number went on, until that merge is undone.';
GRANT SELECT, INSERT, DELETE ON civil_status.marriage_moved TO civil_status;

SELECT registry.equip_follower_of_numbers('civil_status');
