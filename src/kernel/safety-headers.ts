import type { FastifyInstance } from 'fastify';
import type { House } from './system.ts';

/** Sends the safety headers with every answer. */
export function addSafetyHeaders(app: FastifyInstance, house: House): void {
  const headers = safetyHeaders(house);
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(headers);
  });
}

/** Headers that tell browsers to trust nothing but our own files: no inline script or style, no frames, no foreign forms. */
export function safetyHeaders(house: House): Record<string, string> {
  const isSecure = house.config.baseUrl.startsWith('https:');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), publickey-credentials-get=(self)',
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
