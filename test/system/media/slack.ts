import { createMedia, MEGABYTE, PATIENCE_MS } from '../../support/media';
import type { Shift } from '../../support/shift';
import { until } from '../../support/until';

/** From a thread in Slack to WhatsApp. */
export function filesFromSlack(shift: () => Shift): void {
  const media = () => createMedia(shift());

  it('when there are several files and words, then each is a message of its own, in their order', async () => {
    const { claimed, received, conversation } = shift();
    const phone = await claimed();
    await media().attach(
      phone,
      'This is how it is mounted.',
      { name: 'lid.png', file: { type: 'png' } },
      { name: 'film.mov', file: { type: 'mp4', size: MEGABYTE } },
      { name: 'Manual 2.doc', file: { type: 'pdf' } },
    );
    await until(
      () => received(phone),
      (messages) => messages.at(-1)?.text === 'Manual 2.pdf',
      PATIENCE_MS,
    );
    expect(await media().sent(phone)).toEqual([
      ['image', 'This is how it is mounted.'],
      ['video', undefined],
      ['document', 'Manual 2.pdf'],
    ]);
    const { transcript } = await conversation(
      phone,
      (snapshot) => snapshot.transcript.filter(({ delivery }) => delivery === 'read').length >= 3,
    );
    expect(transcript.filter(({ from }) => from === 'agent').map(({ text }) => text)).toEqual([
      '[photo: lid.png] This is how it is mounted.',
      '[video: film.mp4]',
      '[document: Manual 2.pdf]',
    ]);
  });

  it.each<[string, string, object, RegExp]>([
    [
      'breaks off half-way each time',
      'film.mp4',
      { type: 'mp4', size: MEGABYTE },
      / film\.mp4 was not sent to the customer and stays here: it broke off half-way each time\. Attach it again\.$/,
    ],
    ['has no byte in it', 'empty.pdf', { size: 0 }, / empty\.pdf was not sent .*: there is not one byte in it\.$/],
    [
      'is a program that is called a photo',
      'setup.jpg',
      { type: 'exe' },
      / setup\.jpg was not sent .*: WhatsApp takes photos .*; this is EXE\.$/,
    ],
    [
      'is too large for a photo',
      'huge.png',
      { type: 'png', size: 5 * MEGABYTE + 1 },
      / huge\.png was not sent .*: WhatsApp takes photos \(JPEG, PNG\) of at most 5 MB\.$/,
    ],
    [
      'is too large for a video',
      'huge.mp4',
      { type: 'mp4', size: 16 * MEGABYTE + 1 },
      / huge\.mp4 was not sent .*: WhatsApp takes videos \(MP4, 3GP\) of at most 16 MB\.$/,
    ],
    [
      'is too large for a document',
      'huge.pdf',
      { type: 'pdf', size: 100 * MEGABYTE + 1 },
      / huge\.pdf was not sent .*: WhatsApp takes documents \(.*\) of at most 100 MB\.$/,
    ],
  ])('when it %s, then one sentence says so and the words beside it still go', async (what, name, file, sentence) => {
    const { claimed, control, line, reads, lines } = shift();
    const phone = await claimed();
    if (what.startsWith('breaks')) await control.putFault({ vendor: 'slack', kind: 'cutOff', only: 'file' });
    await media().attach(phone, 'Here it is.', { name, file });
    await line(phone, sentence);
    await reads(phone, /Here it is/);
    expect(await media().sent(phone)).toEqual([['text', 'Here it is.']]);
    expect(await lines(phone, /was not sent/)).toHaveLength(1);
  });

  it('when uploading and sending lose their answers, then nobody gets it twice', async () => {
    const { claimed, control, conversation } = shift();
    const phone = await claimed();
    await control.putFault({ vendor: 'whatsapp', kind: 'resetAfter', only: 'upload', count: 1 });
    await control.putFault({ vendor: 'whatsapp', kind: 'resetAfter', only: 'message', count: 1 });
    await media().attach(phone, 'Your invoice', { name: 'invoice.pdf', file: { type: 'pdf' } });
    await conversation(phone, ({ transcript }) => transcript.at(-1)?.delivery === 'read');
    expect(await media().sent(phone)).toEqual([['document', 'Your invoice']]);
    const uploads = await control.journal({ vendor: 'whatsapp', kind: 'upload' });
    expect(uploads.filter(({ body }) => JSON.stringify(body).includes('invoice.pdf'))).toHaveLength(2);
  });

  it('when it is a note, or the handoff is nobody’s, then it stays inside', async () => {
    const { claimed, waiting, line, conversation } = shift();
    const phone = await claimed();
    await media().attach(phone, 'note: for us', { name: 'inside.png', file: { type: 'png' } });
    const other = await waiting();
    await media().attach(other, '', { name: 'early.png', file: { type: 'png' } });
    await line(other, /early\.png was not sent .*nobody has this handoff yet/);
    await conversation(phone, ({ transcript }) => transcript.some(({ text }) => /inside\.png/.test(text)));
    expect([...(await media().sent(phone)), ...(await media().sent(other))]).toEqual([]);
  });
}
