/** From a day to the day before another; null: without end. */
interface Period {
  from: string;
  until: string | null;
}

/** What has to be done about a power so that the directory says what the appointment says. */
interface PowerChange {
  /** What was told of ends on this day, which may be its first; null: it goes on without end. */
  ends?: string | null;
  /** For this time the holder is given it. */
  gives?: Period;
  /** What the directory says of the appointment then; none: nothing was ever told. */
  stands?: Period;
}

/**
 * What follows for a power from what an appointment says (null: it was cancelled) and what was told of it (null: nothing yet). Who
 * goes on under another number (`isSame` is false) has it under that one from the day `on`; what is over stays as it was.
 */
export function powerChange(known: {
  says: Period | null;
  told: Period | null;
  isSame: boolean;
  on: string;
}): PowerChange {
  const { says, told, isSame, on } = known;
  if (!told) return says ? { gives: says, stands: says } : {};
  if (!says) return over(told, told.from);
  // What was told of and cancelled is not there to go on.
  const isThere = told.until === null || told.until > told.from;
  if (isSame && isThere) {
    const until = says.until === null ? null : latest(told.from, says.until);
    return until === told.until ? { stands: told } : { ends: until, stands: { ...told, until } };
  }
  const from = isSame ? told.from : latest(says.from, on);
  if (!isLater(says.until, from)) return over(told, latest(told.from, says.until!));
  const gives = { from, until: says.until };
  return { ...over(told, latest(told.from, on)), gives, stands: gives };
}

/** What was told of ends on that day at the latest. */
function over(told: Period, on: string): PowerChange {
  return isLater(told.until, on) ? { ends: on, stands: { from: told.from, until: on } } : { stands: told };
}

const isLater = (day: string | null, than: string | null): boolean => than !== null && (day === null || day > than);
const latest = (one: string, other: string): string => (one > other ? one : other);
