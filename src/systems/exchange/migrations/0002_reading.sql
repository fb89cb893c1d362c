-- How many people are read about without a case: limits, what was counted, and alarms.

CREATE TABLE exchange.reading_limit (
  owner text NOT NULL,
  caller text NOT NULL,
  purpose text NOT NULL,
  an_hour integer NOT NULL CHECK (an_hour > 0),
  a_day integer NOT NULL CHECK (a_day > 0),
  set_by text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (owner, caller, purpose)
);
COMMENT ON TABLE exchange.reading_limit IS 'How many different people a caller may read about at a register for a purpose without a case, as its owner has set it; * is all.';
GRANT SELECT, INSERT, UPDATE ON exchange.reading_limit TO exchange;
SELECT kernel.keep_history_of('exchange.reading_limit');

CREATE TABLE exchange.reading_hour (
  hour timestamptz NOT NULL,
  owner text NOT NULL,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  actor_kind text NOT NULL,
  actor text NOT NULL,
  actor_title jsonb,
  caller text NOT NULL,
  purpose text NOT NULL,
  people integer NOT NULL,
  without_case integer NOT NULL,
  PRIMARY KEY (hour, owner, agency_code, actor, caller, purpose)
);
COMMENT ON TABLE exchange.reading_hour IS 'About how many different people an official or an outside system read in an hour, counted from the log: what is usual for them.';
CREATE INDEX reading_hour_reader ON exchange.reading_hour (owner, agency_code, actor, hour);
GRANT SELECT, INSERT, UPDATE ON exchange.reading_hour TO exchange;

CREATE TABLE exchange.reading_block (
  reader text PRIMARY KEY,
  until timestamptz NOT NULL
);
COMMENT ON TABLE exchange.reading_block IS 'Readers who are over their limit by all processes together, and until when they wait.';
GRANT SELECT, INSERT, UPDATE ON exchange.reading_block TO exchange;

CREATE TABLE exchange.reading_alarm (
  id uuid PRIMARY KEY,
  owner text NOT NULL,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  actor text NOT NULL,
  actor_title jsonb,
  purpose text NOT NULL,
  reason text NOT NULL CHECK (reason IN ('over_limit', 'unusual', 'at_night', 'without_case', 'extract')),
  hour timestamptz NOT NULL,
  people integer NOT NULL,
  usual real,
  raised_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'looked_at', 'explained', 'misuse')),
  note text CHECK (length(note) BETWEEN 1 AND 2000),
  answered_by text,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (owner, agency_code, actor, purpose, reason, hour),
  CHECK (state NOT IN ('explained', 'misuse') OR note IS NOT NULL)
);
COMMENT ON TABLE exchange.reading_alarm IS 'That somebody read about unusually many people, for the owner of the register to look at.';
CREATE INDEX reading_alarm_owner ON exchange.reading_alarm (owner, state);
GRANT SELECT, INSERT ON exchange.reading_alarm TO exchange;
GRANT UPDATE (state, note, answered_by, people, recorded_at) ON exchange.reading_alarm TO exchange;
SELECT kernel.keep_history_of('exchange.reading_alarm');

-- The job that counts joins the last hour only.
CREATE INDEX subject_at ON exchange.subject USING brin (at);
