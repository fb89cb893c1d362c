-- The civil-status books: births, recognitions of parentage, marriages.

CREATE TABLE civil_status.entry_counter (
  commune_code text NOT NULL,
  book text NOT NULL CHECK (book IN ('birth', 'recognition', 'marriage')),
  year integer NOT NULL,
  last_serial integer NOT NULL,
  PRIMARY KEY (commune_code, book, year)
);
COMMENT ON TABLE civil_status.entry_counter IS 'The last number given in a book of a commune in a year. Numbers have no gaps: they are taken in the transaction of the entry.';
GRANT SELECT, INSERT, UPDATE ON civil_status.entry_counter TO civil_status;

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
  id uuid PRIMARY KEY,
  commune_code text NOT NULL CHECK (commune_code ~ '^\d{5}$'),
  book_year integer NOT NULL,
  serial integer NOT NULL CHECK (serial > 0),
  registered_on date NOT NULL,
  husband_number text CHECK (husband_number ~ '^\d{12}$'),
  wife_number text CHECK (wife_number ~ '^\d{12}$'),
  foreign_spouse jsonb,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  end_reason text CHECK (end_reason IN ('divorce', 'death')),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (commune_code, book_year, serial),
  CHECK (num_nonnulls(husband_number, wife_number, foreign_spouse) = 2),
  -- Nobody is married to two at a time (Law on Marriage and Family 52/2014/QH13 art. 5.2.c).
  CONSTRAINT marriage_husband UNIQUE (husband_number, valid_during WITHOUT OVERLAPS),
  CONSTRAINT marriage_wife UNIQUE (wife_number, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE civil_status.marriage IS 'A marriage, from its registration until divorce or death.';
COMMENT ON COLUMN civil_status.marriage.foreign_spouse IS 'The spouse who has no personal number: name, date of birth, nationality, passport.';
CREATE INDEX marriage_of_husband ON civil_status.marriage (husband_number);
CREATE INDEX marriage_of_wife ON civil_status.marriage (wife_number);
GRANT SELECT ON civil_status.marriage TO civil_status;
SELECT kernel.keep_history_of('civil_status.marriage');
