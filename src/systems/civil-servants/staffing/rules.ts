/** From a day to the day before another; null: without end. */
interface Period {
  from: string;
  until: string | null;
}

/** What has to be done about a power so that the directory says what the appointment says. */
interface PowerChange {
  /** From this day the official who was told of has it no more. */
  ends?: string;
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
  if (!says) return { ...ending(told, told.from), stands: { from: told.from, until: told.from } };
  if (isSame) {
    const stands = { from: told.from, until: says.until };
    if (isLater(says.until, told.until)) return { gives: { from: told.until!, until: says.until }, stands };
    return { ...ending(told, says.until), stands };
  }
  const from = latest(says.from, on);
  if (!isLater(says.until, from)) return { stands: told };
  const gives = { from, until: says.until };
  return { ...ending(told, latest(told.from, on)), gives, stands: gives };
}

function ending(told: Period, on: string | null): Pick<PowerChange, 'ends'> {
  return on !== null && isLater(told.until, on) ? { ends: on } : {};
}

const isLater = (day: string | null, than: string | null): boolean => than !== null && (day === null || day > than);
const latest = (one: string, other: string): string => (one > other ? one : other);
