// Shows and runs the passkey buttons where the browser knows passkeys. Everything else on the pages works without it.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

/** Sends data to one of our routes with the token of the page's forms. */
async function send(path, token, data) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...data, ...(token ? { csrf: token } : {}) }),
  });
  const answer = await response.json();
  // What the house refuses it says in the language of the page (RFC 9457).
  if (!response.ok) throw Object.assign(new Error(`${path} answered ${response.status}`), { sentence: answer.title });
  return answer;
}

function connect(part, run) {
  const button = part.querySelector('button');
  const failed = part.querySelector('[role=alert]');
  part.hidden = false;
  button.addEventListener('click', async () => {
    failed.hidden = true;
    button.disabled = true;
    try {
      const { goOnAt } = await run(part.dataset.at, part.dataset.token);
      location.assign(goOnAt);
    } catch (error) {
      failed.dataset.otherwise ??= failed.textContent;
      failed.textContent = error.sentence ?? failed.dataset.otherwise;
      failed.hidden = false;
      button.disabled = false;
    }
  });
}

if (browserSupportsWebAuthn()) {
  const signIn = document.getElementById('passkey-sign-in');
  if (signIn) {
    connect(signIn, async (at, token) => {
      const optionsJSON = await send(`${at}/options`, token, {});
      return send(at, token, { credential: await startAuthentication({ optionsJSON }) });
    });
  }
  const add = document.getElementById('passkey-add');
  if (add) {
    connect(add, async (at, token) => {
      const optionsJSON = await send(`${at}/options`, token, {});
      const credential = await startRegistration({ optionsJSON });
      const label = add.querySelector('input').value.trim() || add.dataset.label;
      return send(at, token, { credential, label });
    });
  }
  // To agree to what the page shows: a certificate, a document, hashes. What is chosen in its form goes with it.
  for (const part of document.querySelectorAll('[data-passkey-consent]')) {
    connect(part, async (at) => {
      const { csrf, ...fields } = Object.fromEntries(new FormData(part.querySelector('form')));
      const { options, ...asked } = await send(`${at}/options`, csrf, fields);
      return send(at, csrf, { ...fields, ...asked, credential: await startAuthentication({ optionsJSON: options }) });
    });
  }
} else {
  const none = document.getElementById('passkey-unsupported');
  if (none) none.hidden = false;
}
