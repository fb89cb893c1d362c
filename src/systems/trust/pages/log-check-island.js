import { checkReceipt } from '../log/check.ts';

// Checks a receipt of the log in the visitor's own browser: nothing is sent anywhere.

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const part = document.querySelector('[data-log-check]');
if (part && globalThis.crypto?.subtle) {
  part.hidden = false;
  document.querySelector('[data-log-check-missing]').hidden = true;
  const result = part.querySelector('[data-log-check-result]');
  const answer = part.querySelector('[data-log-check-answer]');
  const records = part.querySelector('[data-log-check-records]');
  const { language } = part.dataset;
  const words = JSON.parse(part.dataset.words);

  /** What says nothing of the receipt, only that the check could not be done. */
  const UNDECIDED = ['receipt_missing', 'file_missing', 'key_malformed', 'unable'];

  const tell = (told) => {
    records.replaceChildren();
    answer.hidden = false;
    answer.dataset.color = typeof told !== 'string' ? 'success' : UNDECIDED.includes(told) ? 'warning' : 'danger';
    if (typeof told === 'string') {
      result.textContent = words.problems[told];
      return;
    }
    const { kind, index, size, witnesses } = told;
    const values = { index: index.toLocaleString(language), size: size.toLocaleString(language) };
    const seen = witnesses.map(({ name, at }) => fill(words.seen, { name, at: at.toLocaleString(language) }));
    result.textContent = [fill(words.proven[kind], values), ...seen].join(' ');
    records.append(...told.records.map(listOf));
  };

  /** A record of the exchange: names of its lines as people know them, and what each says. */
  const listOf = (lines) => {
    const list = document.createElement('dl');
    list.className = 'mc-pairs';
    for (const line of lines) {
      const space = line.indexOf(' ');
      const label = words.lines[line.slice(0, space)];
      if (!label) continue;
      const pair = document.createElement('div');
      pair.className = 'mc-pair';
      pair.append(
        Object.assign(document.createElement('dt'), { textContent: label }),
        Object.assign(document.createElement('dd'), { textContent: line.slice(space + 1) }),
      );
      list.append(pair);
    }
    return list;
  };

  const checkForm = async ({ receipt, file, key, witnesses }) => {
    if (!receipt.files[0]) return tell('receipt_missing');
    const [text, bytes] = await Promise.all([receipt.files[0].text(), file.files[0]?.arrayBuffer()]);
    return tell(
      await checkReceipt({
        receipt: text,
        file: bytes && new Uint8Array(bytes),
        key: key.value,
        witnesses: witnesses.value.split('\n').filter((line) => line.trim()),
      }),
    );
  };
  part.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    void checkForm(event.target.elements);
  });
}
