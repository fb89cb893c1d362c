-- Messages to people and officials, and how far each has come on each channel.

CREATE TABLE preference (
  personal_number text PRIMARY KEY CHECK (personal_number ~ '^[0-9]{12}$'),
  email_on boolean NOT NULL,
  sms_on boolean NOT NULL,
  language text NOT NULL CHECK (language IN ('vi', 'en')),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE preference IS 'By which channels, besides the inbox, a person wants messages, and in which language.';
GRANT SELECT, INSERT, UPDATE ON preference TO notifications;
SELECT kernel.keep_history_of('preference');

CREATE TABLE message (
  id uuid PRIMARY KEY,
  key text NOT NULL CONSTRAINT message_key UNIQUE CHECK (length(key) BETWEEN 1 AND 200),
  personal_number text NOT NULL CHECK (personal_number ~ '^[0-9]{12}$'),
  template text NOT NULL,
  "values" jsonb NOT NULL,
  language text NOT NULL CHECK (language IN ('vi', 'en')),
  case_number text,
  in_inbox boolean NOT NULL,
  created_at timestamptz NOT NULL,
  read_at timestamptz
);
COMMENT ON TABLE message IS 'A message to a person: the template and what fills it, never a secret. The same key is sent once.';
COMMENT ON COLUMN message.in_inbox IS 'Whether the portal shows it. One-time codes are not shown, and their code is not here.';
CREATE INDEX message_inbox ON message (personal_number, id) WHERE in_inbox;
CREATE INDEX message_unread ON message (personal_number) WHERE in_inbox AND read_at IS NULL;
GRANT SELECT, INSERT, UPDATE (read_at) ON message TO notifications;
-- Whoever keeps counts of unread messages hears of it. Any role can listen: only the last digits of the number are told.
CREATE FUNCTION tell_inbox_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kernel.tell_changed('notifications.inbox', right(NEW.personal_number, 3));
  RETURN NULL;
END $$;
CREATE TRIGGER tell_changed AFTER INSERT OR UPDATE OF read_at ON message
  FOR EACH ROW WHEN (NEW.in_inbox) EXECUTE FUNCTION tell_inbox_changed();

CREATE TABLE delivery (
  message_id uuid NOT NULL REFERENCES message (id),
  channel text NOT NULL CHECK (channel IN ('email', 'sms')),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  note text CHECK (note IN ('unaccented', 'shortened')),
  sealed bytea,
  sent_at timestamptz,
  PRIMARY KEY (message_id, channel),
  CHECK (state = 'queued' OR sealed IS NULL),
  CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
COMMENT ON TABLE delivery IS 'A message on its way by one channel.';
COMMENT ON COLUMN delivery.sealed IS 'Address and secret values under the master key; emptied when the message was sent or given up.';
COMMENT ON COLUMN delivery.last_error IS 'A short code such as smtp_450, never the words of the other side, which may repeat the message.';
COMMENT ON COLUMN delivery.note IS 'How an SMS had to be changed to fit into two segments.';
CREATE INDEX delivery_waiting ON delivery (state) WHERE state <> 'sent';
GRANT SELECT, INSERT, UPDATE (state, attempts, last_error, note, sealed, sent_at) ON delivery TO notifications;
