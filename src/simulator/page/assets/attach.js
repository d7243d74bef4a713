import { byId } from './dom.js';
import { toast } from './toasts.js';

/** As much as one request of the page carries. */
const MOST_BYTES = 2.5 * 1024 * 1024;

/** A button that asks for a file; `send` gets its name, its type and its bytes in base64. */
export function attachButton(button, input, send) {
  const chooser = byId(input);
  byId(button).addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', async () => {
    const [file] = chooser.files;
    chooser.value = '';
    if (!file) return;
    if (file.size > MOST_BYTES) toast('This page takes files of up to 2.5 MB.');
    else await send({ name: file.name, type: file.type, base64: base64Of(await file.arrayBuffer()) });
  });
}

function base64Of(buffer) {
  let text = '';
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
  return window.btoa(text);
}

/** What a phone makes of a file: what is no picture, film or sound is a document. */
export function messageOf({ name, type, base64 }, caption) {
  const kind = /^(image|video|audio)\//.exec(type)?.[1] ?? 'document';
  const words = caption === '' || kind === 'audio' ? {} : { caption };
  return { [kind]: { file: { base64 }, ...words, ...(kind === 'document' ? { filename: name } : {}) } };
}
