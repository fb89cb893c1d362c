-- The register of civil servants: positions and who holds them, grades, training, commendation, discipline.

SELECT registry.equip('civil_servants');

-- As `npm run motcua -- table-of civil-servants position` prints it.

-- As `npm run motcua -- table-of civil-servants servant` prints it.

-- As `npm run motcua -- table-of civil-servants appointment` prints it.

-- As `npm run motcua -- table-of civil-servants salary_step` prints it.

-- As `npm run motcua -- table-of civil-servants training` prints it.

-- As `npm run motcua -- table-of civil-servants commendation` prints it.

-- As `npm run motcua -- table-of civil-servants discipline` prints it.
Node.js v24.21.0

CREATE TABLE civil_servants.power_told (
  appointment_id text PRIMARY KEY,
  official_id uuid NOT NULL,
  role text NOT NULL,
  agency_code text NOT NULL,
  valid_from date NOT NULL,
  until date
);
COMMENT ON TABLE civil_servants.power_told IS 'What the directory of organisations was told of an appointment to a position with a power, so that it is told once.';
GRANT SELECT, INSERT, UPDATE ON civil_servants.power_told TO civil_servants;
