import { THANDI } from '../../support/scene';
import { createMedia, filesIn, MEGABYTE } from '../../support/media';
import type { Shift } from '../../support/shift';

type Action = Record<string, unknown>;

/** What a customer's phone can send, as the team finds it in the thread. */
const KINDS: [what: string, action: Action, words: string, file: string | undefined][] = [
  ['a photo', { image: { caption: 'This lid' } }, '[photo] This lid', 'photo.png'],
  [
    'a document',
    { document: { filename: 'Order 7.pdf', caption: 'My order' } },
    '[document: Order 7.pdf] My order',
    'Order 7.pdf',
  ],
  ['a voice note', { audio: {} }, '[voice note]', 'audio.opus'],
  ['a sound file', { audio: { voice: false, file: { type: 'mp3' } } }, '[audio]', 'audio.mp3'],
  ['a film', { video: { caption: 'It rattles' } }, '[video] It rattles', 'video.mp4'],
  ['a sticker', { sticker: {} }, '[sticker]', 'sticker.webp'],
  [
    'a place',
    { location: { latitude: -26.2041, longitude: 28.0473, name: 'The market', address: '1 Fox Street' } },
    '[location: The market, 1 Fox Street] https://maps.google.com/?q=-26.2041,28.0473',
    undefined,
  ],
  [
    'contacts',
    { contacts: [{ name: 'My sister', phone: '+27825550000' }, { name: 'Our driver' }] },
    '[contact: My sister ••••• 0000, Our driver]',
    undefined,
  ],
];

/** From WhatsApp into the thread in Slack. */
export function filesForTheTeam(shift: () => Shift): void {
  const media = () => createMedia(shift());

  it.each(KINDS)('when it is %s, then its thread shows it once, as what it is', async (_what, action, words, file) => {
    const { claimed, control, line, lines, quiet } = shift();
    const phone = await claimed();
    await control.send(phone, action);
    expect((await line(phone, / · .*\n> \[/)).text.split('\n').slice(1)).toEqual([`> ${words}`]);
    if (file !== undefined) await media().postedAs(phone, file);
    await quiet(phone);
    expect(await lines(phone, / · .*\n> \[/)).toHaveLength(1);
    expect((await media().posted(phone)).map(({ name }) => name)).toEqual(file === undefined ? [] : [file]);
  });

  it.each<[string, (id: string) => Action, string]>([
    ['reacts to', (messageId) => ({ reaction: { emoji: '👍', messageId } }), '[reaction 👍]'],
    ['quotes', (replyTo) => ({ text: 'The blue one', replyTo }), 'The blue one'],
  ])('when it %s what an agent wrote, then its thread shows that too', async (_does, action, words) => {
    const { claimed, control, line, replies } = shift();
    const phone = await claimed();
    const { id } = await replies(phone, 'Which lid is it?');
    await control.send(phone, action(id));
    const { text } = await line(phone, / · to “/);
    expect(text).toMatch(/ · to “Which lid is it\?”\n/);
    expect(text.split('\n').at(-1)).toBe(`> ${words}`);
  });

  it('when it is a photo and Slack loses its own answer, then the team sees it once, under the name of what it is', async () => {
    const { claimed, control, conversation, line, card, system } = shift();
    const phone = await claimed();
    const lost = { vendor: 'slack', kind: 'resetAfter', only: 'files.completeUploadExternal', count: 1 } as const;
    await control.putFault(lost);
    await control.send(phone, { document: { filename: 'Kettle.exe', caption: 'The lid', file: { type: 'png' } } });
    await line(phone, /The lid/);
    const [file] = await media().postedAs(phone, 'Kettle.png');
    await conversation(phone, ({ nextDeadline }) => nextDeadline?.what !== 'post to Slack again');
    expect(filesIn((await card(phone)).replies)).toHaveLength(1);
    const { transcript } = await system.snapshot(phone);
    expect(transcript.find(({ kind }) => kind === 'document')?.file).toMatchObject({
      type: 'image/png',
      size: file?.size,
    });
  });

  it.each<[string, Action, RegExp, number]>([
    [
      'a program that says it is a photo',
      { image: { file: { type: 'exe' } } },
      /photo is not shown: its bytes .*\(EXE\)/,
      0,
    ],
    ['empty', { document: { file: { size: 0 } } }, /document .*is not shown: it is empty/, 0],
    [
      'one that breaks off each time',
      { video: { file: { size: MEGABYTE } } },
      /video is not shown: it broke off half-way/,
      4,
    ],
  ])(
    'when it is %s, then one sentence says so and the conversation goes on',
    async (_what, action, sentence, breaks) => {
      const { claimed, control, line, write, reads, card } = shift();
      const phone = await claimed();
      if (breaks > 0) await control.putFault({ vendor: 'whatsapp', kind: 'cutOff', only: 'download', count: breaks });
      await control.send(phone, action);
      await line(phone, sentence);
      await write(phone, THANDI, 'Could you send that again?');
      await reads(phone, /Could you send that again/);
      const { replies } = await card(phone);
      expect(replies.filter(({ text }) => /is not shown/.test(text))).toHaveLength(1);
      expect(filesIn(replies)).toEqual([]);
    },
  );
}
