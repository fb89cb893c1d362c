import nodemailer from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer/index.js';
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

function composed(email: Email, from: string): Mail.Options {
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/[^\w.-]/g, '');
  return {
    from,
    to: { name: '', address: email.to },
    subject: email.subject,
    text: email.text,
    date: email.at,
    messageId: `<${email.id}@${domain}>`,
    // RFC 3834 §5: asks machines not to answer.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Hands a mail to the server. Throws a DeliveryProblem; permanent when the server said so (RFC 5321 §4.2.1, 5yz). */
export async function sendEmail(server: { url: string; from: string }, email: Email): Promise<void> {
  const transport = nodemailer.createTransport({
    url: server.url,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
  });
  try {
    await transport.sendMail(composed(email, server.from));
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

const intoMemory = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** The mail as a file in the format of mail (RFC 5322), as it would have been sent. */
export async function emailFile(from: string, email: Email): Promise<Buffer> {
  const { message } = await intoMemory.sendMail(composed(email, from));
  return message as Buffer;
}
