-- What every system stands on: extensions, the history trigger, sessions, the door to the job queue.

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

-- Systems may name the kernel's functions, and nothing else of it.
GRANT USAGE ON SCHEMA kernel TO PUBLIC;

-- A text without tones, in small letters, for searching; immutable, so that it can be indexed. PostgreSQL puts it into the
-- statements that call it, which makes it four times as fast, when what it calls is said to be immutable too: the rules of
-- unaccent are not changed here. Where the extension belongs to another it works without.
DO $$
BEGIN
  ALTER FUNCTION public.unaccent(regdictionary, text) IMMUTABLE;
EXCEPTION WHEN insufficient_privilege THEN
  NULL;
END $$;
CREATE FUNCTION kernel.fold(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, value));
COMMENT ON FUNCTION kernel.fold IS 'The text without tones and đ, in small letters, for searching.';

-- A key of any length as 16 bytes, for temporal keys: a GiST index puts a key of fixed length in several times as fast as a
-- text. Parts are told apart by their lengths. Immutable, so that PostgreSQL keeps it with the row; NULL when a part is.
CREATE FUNCTION kernel.key_of(part text) RETURNS uuid
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN md5(part)::uuid;
CREATE FUNCTION kernel.key_of(part text, further text) RETURNS uuid
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN md5(octet_length(part)::text || ':' || part || further)::uuid;
CREATE FUNCTION kernel.key_of(part text, further text, third text) RETURNS uuid
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN md5(octet_length(part)::text || ':' || part || octet_length(further)::text || ':' || further || third)::uuid;
COMMENT ON FUNCTION kernel.key_of(text) IS 'The key as 16 bytes, for a temporal key.';
COMMENT ON FUNCTION kernel.key_of(text, text) IS 'A key of two parts as 16 bytes, for a temporal key.';
COMMENT ON FUNCTION kernel.key_of(text, text, text) IS 'A key of three parts as 16 bytes, for a temporal key.';

-- Rule 3 of the house: nothing is overwritten. A table given to this function gets a twin, <table>_history, with the same
-- columns and recorded_during: when a row is changed or deleted, what it was goes there, with the time during which we held
-- it true. Each table has a trigger function of its own, whose one statement PostgreSQL plans once a connection. Called
-- in migrations, after the table is made, with the columns by which a row's history is looked for; without, those of the
-- primary key.
CREATE FUNCTION kernel.keep_history_of(kept regclass, VARIADIC looked_for_by text[] DEFAULT '{}') RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  schema_name text; table_name text; key_columns text;
BEGIN
  SELECT n.nspname, c.relname INTO schema_name, table_name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = kept;
  EXECUTE format('CREATE TABLE %I.%I (LIKE %s, recorded_during tstzrange NOT NULL)', schema_name, table_name || '_history', kept);
  EXECUTE format('COMMENT ON TABLE %I.%I IS %L', schema_name, table_name || '_history',
    'What ' || table_name || ' said before it was changed, and during which time we held it true. Never changed, never deleted.');
  EXECUTE format('GRANT SELECT ON %I.%I TO %I', schema_name, table_name || '_history', schema_name);
  IF looked_for_by <> '{}' THEN
    SELECT string_agg(quote_ident(name), ', ' ORDER BY place) INTO key_columns
      FROM unnest(looked_for_by) WITH ORDINALITY AS part (name, place);
  ELSE
    -- Of a temporal key the period is no part.
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY place) INTO key_columns
      FROM pg_constraint c, unnest(c.conkey) WITH ORDINALITY AS part (number, place)
        JOIN pg_attribute a ON a.attrelid = kept AND a.attnum = part.number
     WHERE c.conrelid = kept AND c.contype = 'p' AND a.atttypid <> 'daterange'::regtype;
  END IF;
  IF key_columns IS NOT NULL THEN
    EXECUTE format('CREATE INDEX ON %I.%I (%s)', schema_name, table_name || '_history', key_columns);
  END IF;
  EXECUTE format($make$
    CREATE FUNCTION %1$I.%2$I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $trigger$
    DECLARE
      -- One instant for the end of what was and the beginning of what is: between the two there must be no moment of nothing.
      turned_at CONSTANT timestamptz := greatest(clock_timestamp(), OLD.recorded_at);
    BEGIN
      INSERT INTO %1$I.%3$I SELECT (OLD).*, tstzrange(OLD.recorded_at, turned_at);
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      NEW.recorded_at := turned_at;
      RETURN NEW;
    END $trigger$;
    REVOKE EXECUTE ON FUNCTION %1$I.%2$I FROM PUBLIC;
    COMMENT ON FUNCTION %1$I.%2$I IS 'Keeps the old row in the table''s history with recorded_during, and stamps recorded_at anew.';
    CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON %4$s FOR EACH ROW EXECUTE FUNCTION %1$I.%2$I();
  $make$, schema_name, 'keep_history_of_' || table_name, table_name || '_history', kept);
END $$;
COMMENT ON FUNCTION kernel.keep_history_of IS 'Gives a table its history: a twin table and the trigger that fills it.';

-- Answers that are kept in the memory of processes are told of when they change: to be called by triggers of their tables.
CREATE FUNCTION kernel.tell_changed(topic text, which text) RETURNS void
  LANGUAGE sql RETURN pg_notify('mot_cua_changed', topic || coalesce(' ' || which, ''));
COMMENT ON FUNCTION kernel.tell_changed IS 'Tells all processes, when this transaction commits, that of a topic this has changed; NULL: anything of it.';

CREATE TABLE kernel.session (
  token_hash bytea PRIMARY KEY,
  area text NOT NULL,
  holder jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE kernel.session IS 'Who is signed in. Only the SHA-256 of the cookie is kept, so that a copy of this table signs nobody in.';
CREATE INDEX session_expires_at ON kernel.session (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.session TO kernel;
CREATE FUNCTION kernel.tell_session_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kernel.tell_changed('session', encode(OLD.token_hash, 'hex'));
  RETURN NULL;
END $$;
CREATE TRIGGER tell_changed AFTER UPDATE OR DELETE ON kernel.session
  FOR EACH ROW WHEN (OLD.expires_at > now()) EXECUTE FUNCTION kernel.tell_session_changed();

CREATE TABLE kernel.worker (
  id text PRIMARY KEY,
  seen_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE kernel.worker IS 'Job workers and when each was last alive: the jobs of a dead one are given to the others.';
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.worker TO kernel;

CREATE TABLE kernel.mark (
  name text PRIMARY KEY,
  value jsonb NOT NULL,
  set_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE kernel.mark IS 'Things done once in the life of a database, e.g. that the synthetic country was made, and how.';
GRANT SELECT, INSERT, UPDATE ON kernel.mark TO kernel;

-- A system adds jobs in its own transaction, but sees nothing of the queue.
CREATE FUNCTION kernel.add_jobs(jobs jsonb) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  specs CONSTANT graphile_worker.job_spec[] := (
    SELECT array_agg(ROW(task, payload, queue, "runAt", 25, key, coalesce(priority, 0), NULL)::graphile_worker.job_spec)
      FROM jsonb_to_recordset(jobs)
        AS job (task text, payload json, queue text, "runAt" timestamptz, key text, priority integer));
BEGIN
  IF specs IS NOT NULL THEN PERFORM FROM graphile_worker.add_jobs(specs, job_key_preserve_run_at => true); END IF;
END $$;
COMMENT ON FUNCTION kernel.add_jobs IS
  'Adds jobs to the queue, in the transaction of whoever calls it: a list of {task, payload, queue, runAt, key, priority}, the last four when wanted.';
GRANT EXECUTE ON FUNCTION kernel.add_jobs TO PUBLIC;

-- Gives the jobs of workers that have died back to the queue.
CREATE FUNCTION kernel.release_dead_workers(silent_for interval) RETURNS SETOF text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  dead text[];
BEGIN
  SELECT array_agg(DISTINCT holding.locked_by) INTO dead
    FROM (SELECT locked_by, locked_at FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
          UNION ALL
          SELECT locked_by, locked_at FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL) holding
    LEFT JOIN kernel.worker w ON w.id = holding.locked_by
   WHERE coalesce(w.seen_at, holding.locked_at) <= now() - silent_for;
  DELETE FROM kernel.worker WHERE seen_at < now() - silent_for;
  IF dead IS NOT NULL THEN
    -- Another job with the key of one that had begun took its place: the library marked it as never to be tried again.
    DELETE FROM graphile_worker._private_jobs
     WHERE locked_by = ANY (dead) AND attempts >= max_attempts AND last_error IS NULL;
    PERFORM graphile_worker.force_unlock_workers(dead);
  END IF;
  RETURN QUERY SELECT unnest(dead);
END $$;
COMMENT ON FUNCTION kernel.release_dead_workers IS 'Unlocks the jobs held by workers that have been silent for so long, and removes those in whose place others came.';
REVOKE EXECUTE ON FUNCTION kernel.release_dead_workers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kernel.release_dead_workers TO kernel;

GRANT USAGE ON SCHEMA graphile_worker TO kernel;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO kernel;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO kernel;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO kernel;

-- The library turns row level security on for its private tables, so that grants alone show an empty queue.
DO $$
DECLARE
  private_table regclass;
BEGIN
  FOR private_table IN
    SELECT oid FROM pg_class WHERE relnamespace = 'graphile_worker'::regnamespace AND relrowsecurity
  LOOP
    EXECUTE format('CREATE POLICY kernel ON %s TO kernel USING (true) WITH CHECK (true)', private_table);
  END LOOP;
END $$;
