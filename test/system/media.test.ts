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
