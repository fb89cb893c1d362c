import { type Stage, pickCast } from '../test/support/births.ts';
import { demonstrationPassword, openHospitalSystem } from '../test/support/journey.ts';
import { PlainBrowser, type Sample } from '../test/support/plain-browser.ts';
import type { RunningHouse } from '../test/support/running-house.ts';

/** In so many communes births are played; each has two officers. */
const COMMUNES = 16;

/** Sets the stage at a running house: the cast, the password that demonstration mode shows, the hospital's access. */
export async function setStage(
  house: RunningHouse,
  options: { patience_ms?: number; onAnswer?(sample: Sample): void } = {},
): Promise<Stage> {
  const cast = await pickCast(house.owner, { communes: COMMUNES });
  const { publicUrl, internalUrl } = house;
  const browser = new PlainBrowser({ origin: publicUrl });
  const password = await demonstrationPassword(browser, cast.couples[0]!.motherNumber);
  browser.close();
  const { provinceCode, serial } = cast.hospital;
  const access = JSON.parse(await house.command('hospital-key', provinceCode, String(serial))) as {
    clientId: string;
    clientSecret: string;
  };
  const { patience_ms, onAnswer } = options;
  return {
    publicUrl,
    password,
    hospital: openHospitalSystem({ publicUrl, internalUrl, ...access, ...(patience_ms ? { patience_ms } : {}) }),
    cast,
    looking: { every_ms: 1_000, most_ms: 120_000 },
    ...(patience_ms ? { patience_ms } : {}),
    ...(onAnswer ? { onAnswer } : {}),
  };
}
