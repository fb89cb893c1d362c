// Checks a receipt of the log in the visitor's own browser: nothing is sent anywhere.

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
const isSame = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const utf8 = (text) => new TextEncoder().encode(text);

/** A key as it is told: name, identifier, and the 32 bytes. */
function readKey(text) {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text.trim());
  const bytes = match && bytesOf(match[3]);
  return bytes && bytes[0] === 1 ? { name: match[1], publicKey: bytes.slice(1) } : undefined;
}

/** A receipt (C2SP tlog-proof): where the entry is, its proof, and the signed checkpoint. */
function readReceipt(text) {
  const end = text.indexOf('\n\n');
  const [header, ...lines] = text.slice(0, end).split('\n');
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const index = /^index (0|[1-9]\d{0,14})$/.exec(lines.shift() ?? '')?.[1];
  const note = text.slice(end + 2);
  const noteEnd = note.lastIndexOf('\n\n');
  if (end < 0 || header !== 'c2sp.org/tlog-proof@v1' || index === undefined || noteEnd < 0) return undefined;
  const signed = note.slice(0, noteEnd + 1);
  const [origin, size, root] = signed.split('\n');
  const signatures = note
    .slice(noteEnd + 2)
    .split('\n')
    .map((line) => /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line))
    .filter(Boolean)
    .map(([, name, bytes]) => ({ name, bytes: bytesOf(bytes) }));
  return {
    index: Number(index),
    proof: lines.map(bytesOf),
    signed,
    origin,
    size: Number(size),
    root: bytesOf(root),
    signatures,
  };
}

/** RFC 9162 §2.1.3.2. */
async function isIncluded(leaf, { index, size, proof, root }) {
  if (!(index < size)) return false;
  let hash = leaf;
  let place = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = await sha256([1], sibling, hash);
      while (place % 2 === 0 && place !== 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else hash = await sha256([1], hash, sibling);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && isSame(hash, root);
}

async function isSigned(receipt, key) {
  const id = (await sha256(utf8(`${key.name}\n`), [1], key.publicKey)).slice(0, 4);
  const found = receipt.signatures.find(({ name, bytes }) => name === key.name && isSame(bytes.slice(0, 4), id));
  if (!found || receipt.origin !== key.name) return false;
  const publicKey = await crypto.subtle.importKey('raw', key.publicKey, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, publicKey, found.bytes.slice(4), utf8(receipt.signed));
}

/** The name of the sentence that tells what was found, and the entry's number. */
async function check(documentBytes, receiptText, keyText) {
  let receipt;
  try {
    receipt = readReceipt(receiptText);
  } catch {
    return { told: 'malformed' };
  }
  const key = readKey(keyText);
  if (!receipt || !key) return { told: 'malformed' };
  let signed;
  try {
    signed = await isSigned(receipt, key);
  } catch {
    return { told: 'unable' };
  }
  if (!signed) return { told: 'notSigned' };
  const digest = [...(await sha256(documentBytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const leaf = await sha256([0], utf8(`document sha256:${digest}\n`));
  return (await isIncluded(leaf, receipt)) ? { told: 'good', index: receipt.index } : { told: 'notInLog' };
}

const part = document.querySelector('[data-log-check]');
if (part && globalThis.crypto?.subtle) {
  part.hidden = false;
  document.querySelector('[data-log-check-missing]').hidden = true;
  const result = part.querySelector('[data-log-check-result]');
  const checkForm = async ({ document: chosen, receipt, key }) => {
    const told =
      chosen.files[0] && receipt.files[0]
        ? await check(new Uint8Array(await chosen.files[0].arrayBuffer()), await receipt.files[0].text(), key.value)
        : { told: 'missing' };
    result.textContent = part.dataset[told.told].replace('{index}', told.index);
  };
  part.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    void checkForm(event.target.elements);
  });
}
