-- Birth notifications of hospitals (giấy chứng sinh).

CREATE TABLE health.birth_notification (
  id uuid PRIMARY KEY,
  hospital_code text NOT NULL,
  hospital_name text NOT NULL,
  notification_number text NOT NULL,
  content jsonb NOT NULL,
  mother_key text NOT NULL,
  mother_number text CHECK (mother_number ~ '^\d{12}$'),
  father_number text CHECK (father_number ~ '^\d{12}$'),
  born_at timestamptz NOT NULL,
  birth_order smallint NOT NULL CHECK (birth_order BETWEEN 1 AND 9),
  same_birth_during tstzrange NOT NULL,
  reason text,
  status text NOT NULL DEFAULT 'reported' CHECK (status IN ('reported', 'registered')),
  entry_number text,
  registered_on date,
  child_number text CHECK (child_number ~ '^\d{12}$'),
  received_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK ((status = 'registered') = (entry_number IS NOT NULL)),
  CONSTRAINT birth_notification_number UNIQUE (hospital_code, notification_number),
  -- One child of one mother is not born twice within a day. Twins differ in order.
  CONSTRAINT birth_notification_same_birth
    EXCLUDE USING gist (mother_key WITH =, birth_order WITH =, same_birth_during WITH &&)
);
COMMENT ON TABLE health.birth_notification IS 'One child born, as the hospital reported it. Corrections keep what was reported before.';
COMMENT ON COLUMN health.birth_notification.content IS 'What the hospital said, by the fields of health.reportBirth.';
COMMENT ON COLUMN health.birth_notification.mother_key IS 'The mother''s personal number, or her nationality and passport number.';
COMMENT ON COLUMN health.birth_notification.same_birth_during IS 'From 12 hours before the birth to 12 hours after it: two that overlap lie less than 24 hours apart.';
COMMENT ON COLUMN health.birth_notification.reason IS 'Why the hospital corrected it last.';
CREATE INDEX birth_notification_mother ON health.birth_notification (mother_key, born_at);
GRANT SELECT, INSERT ON health.birth_notification TO health;
GRANT UPDATE (content, mother_key, mother_number, father_number, born_at, birth_order, same_birth_during, reason, status,
  entry_number, registered_on, child_number) ON health.birth_notification TO health;
SELECT kernel.keep_history_of('health.birth_notification');

CREATE TABLE health.death_notification (
  id uuid PRIMARY KEY,
  hospital_code text NOT NULL,
  hospital_name text NOT NULL,
  notification_number text NOT NULL,
  person_number text NOT NULL UNIQUE CHECK (person_number ~ '^\d{12}$'),
  content jsonb NOT NULL,
  died_at timestamptz NOT NULL,
  entry_number text,
  received_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (hospital_code, notification_number)
);
COMMENT ON TABLE health.death_notification IS 'One death as the hospital reported it (giấy báo tử), and the entry by which it was registered.';
GRANT SELECT, INSERT ON health.death_notification TO health;
GRANT UPDATE (entry_number) ON health.death_notification TO health;
SELECT kernel.keep_history_of('health.death_notification');
