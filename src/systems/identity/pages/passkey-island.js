// Shows and runs the passkey buttons where the browser knows passkeys. Everything else on the pages works without it.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

/** Sends data to one of our routes with the token of the page's forms. */
async function send(path, token, data) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...data, ...(token ? { csrf: token } : {}) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
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
    } catch {
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
} else {
  const none = document.getElementById('passkey-unsupported');
  if (none) none.hidden = false;
}
