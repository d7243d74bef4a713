import { residentMb } from '../support/figures/processes';
import type { ScreenMessage } from '../../src/simulator/slack/screen';
import { createScene, THANDI } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { until } from '../support/until';

const MEGABYTE = 1024 * 1024;
const MOST_GROWTH_MB = 32;
const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 60_000;

let system: System;
const scene = () => createScene(system);

beforeAll(async () => {
  system = await startSystem({ engine: 'local', environment: { BATON_QUIET: '0' } });
});
afterAll(() => system.stop());

/** A customer whom an agent has taken over. */
async function claimed(): Promise<string> {
  const phone = system.newCustomer();
  await system.control.say(phone, 'I want to talk to a person');
  await scene().card(phone, /Waiting for an agent/);
  await scene().takeOver(phone);
  return phone;
}

const filesIn = (replies: ScreenMessage[]) =>
  replies.flatMap(({ files = [] }) => files) as { id: string; name: string; size: number }[];

const shown = (phone: string) =>
  until(
    async () => filesIn((await scene().card(phone)).replies),
    (files) => files.length > 0,
    PATIENCE_MS,
  );

/** The most that a process holds while something happens, above what it held before, MB. */
async function growth(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const names = ['gateway', 'worker'] as const;
  const held = (name: (typeof names)[number]): number => residentMb(system.pid(name)!) ?? 0;
  const before = names.map(held);
  const most = [...before];
  const look = setInterval(() => names.forEach((name, i) => (most[i] = Math.max(most[i]!, held(name)))), LOOK_EVERY_MS);
  await work().finally(() => clearInterval(look));
  return Object.fromEntries(names.map((name, i) => [name, most[i]! - before[i]!]));
}

describe('what a customer sends', () => {
  it('when it is a photo and Slack loses its own answer, then the team sees it once, under the name of what it is', async () => {
    const phone = await claimed();
    await system.control.putFault({
      vendor: 'slack',
      kind: 'resetAfter',
      only: 'files.completeUploadExternal',
      count: 1,
    });
    await system.control.send(phone, {
      document: { filename: 'Kettle.exe', caption: 'The lid', file: { type: 'png' } },
    });
    await scene().line(phone, /The lid/);
    const [file] = await shown(phone);
    expect(file).toMatchObject({ name: 'Kettle.png' });
    await scene().conversation(phone, ({ nextDeadline }) => nextDeadline?.what !== 'post to Slack again');
    expect(filesIn((await scene().card(phone)).replies)).toHaveLength(1);
    const { transcript } = await system.snapshot(phone);
    expect(transcript.find(({ kind }) => kind === 'document')?.file).toMatchObject({
      type: 'image/png',
      size: file?.size,
    });
  });

  it('when it is large, then all of it passes through and hardly any of it is held', async () => {
    const phone = await claimed();
    const pass = async (action: Record<string, unknown>, name: string): Promise<void> => {
      await system.control.send(phone, action);
      await until(
        async () => filesIn((await scene().card(phone)).replies),
        (files) => files.some((file) => file.name === name),
        PATIENCE_MS,
      );
    };
    await pass({ image: {} }, 'photo.png');
    const grown = await growth(async () => {
      await pass({ video: { file: { size: 16 * MEGABYTE } } }, 'video.mp4');
      await pass({ document: { filename: 'plans.pdf', file: { size: 100 * MEGABYTE } } }, 'plans.pdf');
    });
    const sizes = filesIn((await scene().card(phone)).replies).map(({ size }) => size);
    expect(sizes.slice(1)).toEqual([16 * MEGABYTE, 100 * MEGABYTE]);
    expect(grown['gateway']).toBeLessThan(MOST_GROWTH_MB);
    expect(grown['worker']).toBeLessThan(MOST_GROWTH_MB);
  });

  it.each<[string, Record<string, unknown>, RegExp, number]>([
    [
      'a program that says it is a photo',
      { image: { file: { type: 'exe' } } },
      /photo is not shown: its bytes .*\(EXE\)/,
      0,
    ],
    ['empty', { document: { file: { size: 0 } } }, /document is not shown: it is empty/, 0],
    [
      'one that breaks off each time',
      { video: { file: { size: MEGABYTE } } },
      /video is not shown: it broke off half-way/,
      4,
    ],
  ])(
    'when it is %s, then one sentence says so and the conversation goes on',
    async (_what, action, sentence, breaks) => {
      const phone = await claimed();
      if (breaks > 0)
        await system.control.putFault({ vendor: 'whatsapp', kind: 'cutOff', only: 'download', count: breaks });
      await system.control.send(phone, action);
      await scene().line(phone, sentence);
      await scene().write(phone, THANDI, 'Could you send that again?');
      await scene().reads(phone, /Could you send that again/);
      const { replies } = await scene().card(phone);
      expect(replies.filter(({ text }) => /is not shown/.test(text))).toHaveLength(1);
      expect(filesIn(replies)).toEqual([]);
    },
  );
});

/** An agent attaches something in the thread of the newest card. */
async function attach(phone: string, text: string, ...files: { name: string; file: object }[]): Promise<void> {
  const { ts } = await scene().card(phone);
  await system.control.call('POST', '/control/slack/messages', { user: THANDI, thread_ts: ts, text, files });
}

/** What the agent's messages to this phone were, as WhatsApp has them. */
const sent = async (phone: string): Promise<unknown[]> =>
  (await scene().sends(phone, 'agent')).map(({ body }) => {
    const { type, ...rest } = body as { type: string } & Record<
      string,
      { caption?: string; filename?: string; body?: string }
    >;
    const { caption, filename, body: text } = rest[type] ?? {};
    return [type, text ?? caption ?? filename];
  });

describe('what an agent attaches', () => {
  it('when there are several files and words, then each is a message of its own, in their order', async () => {
    const phone = await claimed();
    await attach(
      phone,
      'This is how it is mounted.',
      { name: 'lid.png', file: { type: 'png' } },
      { name: 'film.mov', file: { type: 'mp4', size: MEGABYTE } },
      { name: 'Manual 2.doc', file: { type: 'pdf' } },
    );
    await until(
      () => scene().received(phone),
      (messages) => messages.at(-1)?.text === 'Manual 2.pdf',
      PATIENCE_MS,
    );
    expect(await sent(phone)).toEqual([
      ['image', 'This is how it is mounted.'],
      ['video', undefined],
      ['document', 'Manual 2.pdf'],
    ]);
    const { transcript } = await scene().conversation(
      phone,
      (snapshot) => snapshot.transcript.filter(({ delivery }) => delivery === 'read').length >= 3,
    );
    expect(transcript.filter(({ from }) => from === 'agent').map(({ text }) => text)).toEqual([
      '[photo: lid.png] This is how it is mounted.',
      '[video: film.mp4]',
      '[document: Manual 2.pdf]',
    ]);
  });

  it('when WhatsApp does not take it, then one sentence has the limit and the words beside it still go', async () => {
    const phone = await claimed();
    await attach(phone, 'Here it is.', { name: 'huge.png', file: { type: 'png', size: 6 * MEGABYTE } });
    await scene().line(phone, /huge\.png was not sent .* photos \(JPEG, PNG\) of at most 5 MB/);
    await scene().reads(phone, /Here it is/);
    await attach(phone, '', { name: 'setup.jpg', file: { type: 'exe' } });
    await scene().line(phone, /setup\.jpg was not sent .*this is EXE/);
    expect(await sent(phone)).toEqual([['text', 'Here it is.']]);
  });

  it('when uploading and sending lose their answers, then nobody gets it twice', async () => {
    const phone = await claimed();
    await system.control.putFault({ vendor: 'whatsapp', kind: 'resetAfter', only: 'upload', count: 1 });
    await system.control.putFault({ vendor: 'whatsapp', kind: 'resetAfter', only: 'message', count: 1 });
    await attach(phone, 'Your invoice', { name: 'invoice.pdf', file: { type: 'pdf' } });
    await scene().conversation(phone, ({ transcript }) => transcript.at(-1)?.delivery === 'read');
    expect(await sent(phone)).toEqual([['document', 'Your invoice']]);
    const uploads = await system.control.journal({ vendor: 'whatsapp', kind: 'upload' });
    expect(uploads.filter(({ body }) => JSON.stringify(body).includes('invoice.pdf'))).toHaveLength(2);
  });

  it('when it is large, then all of it passes through and hardly any of it is held', async () => {
    const phone = await claimed();
    const grown = await growth(async () => {
      await attach(phone, '', { name: 'plans.pdf', file: { type: 'pdf', size: 100 * MEGABYTE } });
      await until(
        () => scene().received(phone),
        (messages) => messages.at(-1)?.text === 'plans.pdf',
        PATIENCE_MS,
      );
    });
    expect(grown['gateway']).toBeLessThan(MOST_GROWTH_MB);
    expect(grown['worker']).toBeLessThan(MOST_GROWTH_MB);
  });

  it('when it is a note, or the handoff is nobody’s, then it stays inside', async () => {
    const phone = await claimed();
    await attach(phone, 'note: for us', { name: 'inside.png', file: { type: 'png' } });
    const other = system.newCustomer();
    await system.control.say(other, 'I want to talk to a person');
    await scene().card(other, /Waiting for an agent/);
    await attach(other, '', { name: 'early.png', file: { type: 'png' } });
    await scene().line(other, /early\.png was not sent .*nobody has this handoff yet/);
    await scene().conversation(phone, ({ transcript }) => transcript.some(({ text }) => /inside\.png/.test(text)));
    expect([...(await sent(phone)), ...(await sent(other))]).toEqual([]);
  });
});
