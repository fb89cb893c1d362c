import nodemailer from 'nodemailer';
import { DeliveryProblem } from './delivery-problem.ts';

/** A mail as text only: what people typed into it stays text. */
export interface Email {
  /** The same at every attempt, so that a mail that arrives twice is seen to be one. */
  id: string;
  to: string;
  subject: string;
  text: string;
  at: Date;
}

const CONNECTION_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;

/** Hands a mail to the server. Throws a DeliveryProblem; permanent when the server said so (RFC 5321 §4.2.1, 5yz). */
export async function sendEmail(server: { url: string; from: string }, email: Email): Promise<void> {
  const transport = nodemailer.createTransport({
    url: server.url,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
  });
  try {
    await transport.sendMail({
      envelope: { from: mailboxOf(server.from).address, to: [email.to] },
      raw: emailFile(server.from, email),
    });
  } catch (error) {
    throw problemOf(error as { code?: string; responseCode?: number });
  } finally {
    transport.close();
  }
}

function problemOf({ code, responseCode }: { code?: string; responseCode?: number }): DeliveryProblem {
  // A refused sign-in is our own setting, not the person's address: somebody will mend it.
  if (responseCode === undefined || code === 'EAUTH')
    return new DeliveryProblem(`smtp_${(code ?? 'failed').toLowerCase()}`, false);
  return new DeliveryProblem(`smtp_${responseCode}`, responseCode >= 500);
}

/**
 * The mail in the format of mail (RFC 5322), as it is sent and as it lies in the outbox. `from` is an address, or a name
 * and an address in angle brackets. Subject and address must be on one line each, as the rules of messages see to.
 */
export function emailFile(from: string, email: Email): Buffer {
  const sender = mailboxOf(from);
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1).replace(/[^\w.-]/g, '');
  const lines = [
    `From: ${sender.name ? `${headerText(sender.name)} <${sender.address}>` : sender.address}`,
    `To: ${email.to}`,
    `Subject: ${headerText(email.subject)}`,
    // "GMT" is what RFC 5322 §4.3 calls obsolete.
    `Date: ${email.at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${email.id}@${domain}>`,
    // RFC 3834 §5: asks machines not to answer.
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...inLines(Buffer.from(email.text.replace(/\r\n?|\n/g, '\r\n')), BODY_LINE_BYTES),
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

function mailboxOf(from: string): { name: string; address: string } {
  const named = /^\s*"?(.*?)"?\s*<([^<>\s]+)>\s*$/.exec(from);
  return { name: named?.[1] ?? '', address: named?.[2] ?? from.trim() };
}

/** 76 characters of base64, the most of RFC 2045 §6.8. */
const BODY_LINE_BYTES = 57;

function inLines(bytes: Buffer, most: number): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += most) lines.push(bytes.toString('base64', at, at + most));
  return lines;
}

/** With its name in front, an encoded word of so many bytes stays within the 76 characters of RFC 2047 §2. */
const ENCODED_WORD_BYTES = 39;

/** A text for a header: plain letters and digits as they are, all else in encoded words that never cut a character in two. */
function headerText(text: string): string {
  if (/^[A-Za-z0-9 -]{0,60}$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > ENCODED_WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}
