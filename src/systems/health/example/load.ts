import { PROVINCES, hospitalCode } from '../../../country/index.ts';
import type { ExampleBirthNotification } from '../../../country/example/model.ts';
import { newId } from '../../../kernel/ids.ts';
import { type OwnerClient, insertMany } from '../../registry/index.ts';
import { SAME_BIRTH_HOURS } from '../rules.ts';

/** Puts the birth notifications of the example country into the register, in the words of `health.reportBirth`. */
export async function loadNotifications(
  client: OwnerClient,
  notifications: readonly ExampleBirthNotification[],
  names: {
    hospital(hospital: { provinceCode: string; serial: number }): string;
    midwife: string;
    /** The name of a person, for the father whom the mother named. */
    person?(number: string): string | undefined;
  },
): Promise<void> {
  const rows = notifications.map((notification) => {
    const hospitalName = names.hospital(notification.hospital);
    const bornAt = Date.parse(notification.bornAt);
    const { foreignFatherDeclared: foreigner, fatherNumberDeclared: fatherNumber } = notification;
    const father = foreigner
      ? {
          fullName: foreigner.fullName,
          passportNumber: foreigner.passportNumber,
          nationality: foreigner.nationality,
          bornOn: foreigner.bornOn,
        }
      : fatherNumber
        ? { number: fatherNumber, fullName: names.person?.(fatherNumber) }
        : undefined;
    return {
      notification,
      hospitalName,
      from: new Date(bornAt - SAME_BIRTH_HOURS * 1_800_000).toISOString(),
      until: new Date(bornAt + SAME_BIRTH_HOURS * 1_800_000).toISOString(),
      content: {
        notificationNumber: notification.certificateNumber,
        motherNumber: notification.motherNumber,
        ...(father ? { fatherDeclared: father } : {}),
        bornAt: notification.bornAt,
        sex: notification.sex,
        weight_grams: notification.weight_grams,
        gestation_weeks: notification.gestation_weeks,
        birthOrder: notification.birthOrder,
        birthCount: notification.birthCount,
        placeName: `${hospitalName}, ${PROVINCES.get(notification.hospital.provinceCode)!.name}`,
        deliveredBy: names.midwife,
      },
    };
  });
  await insertMany(client, 'health.birth_notification', rows, [
    { name: 'id', of: ({ notification }) => newId(Date.parse(notification.bornAt)) },
    {
      name: 'hospital_code',

      of: ({ notification: { hospital } }) => hospitalCode(hospital.provinceCode, hospital.serial),
    },
    { name: 'hospital_name', of: ({ hospitalName }) => hospitalName },
    { name: 'notification_number', of: ({ notification }) => notification.certificateNumber },
    { name: 'content', of: ({ content }) => content },
    { name: 'mother_key', of: ({ notification }) => notification.motherNumber },
    { name: 'mother_number', of: ({ notification }) => notification.motherNumber },
    { name: 'father_number', of: ({ notification }) => notification.fatherNumberDeclared },
    { name: 'born_at', of: ({ notification }) => notification.bornAt },
    { name: 'birth_order', of: ({ notification }) => notification.birthOrder },
    { name: 'same_birth_during', of: ({ from, until }) => `[${from},${until})` },
    { name: 'received_at', of: ({ notification }) => notification.bornAt },
  ]);
}
