import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runBaton } from '../support/run';
import { createScene, type Scene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { until } from '../support/until';

const IN_USE = 'Knowledge: what was saved is in use.';
const SEATS = `---
title: Workshops
language: en
questions:
  - do you give pottery workshops
  - when is the next pottery workshop
---
Our pottery workshop is every first Tuesday at 18:00.
`;

interface Unanswered {
  groups: { questions: string[]; customers: number; times: number; lastAsked: string }[];
}

describe('the knowledge of a business that is open', () => {
  const dir = join(mkdtempSync(join(tmpdir(), 'baton-knowledge-')), 'shop');
  let system: System;
  let scene: Scene;

  beforeAll(async () => {
    cpSync(join(root, 'knowledge'), dir, { recursive: true });
    system = await startSystem({ engine: 'openai', knowledgeDir: dir, environment: { BATON_QUIET: '0' } });
    scene = createScene(system);
  });
  afterAll(async () => {
    await system.stop();
    rmSync(join(dir, '..'), { recursive: true, force: true });
  });

  const file = (path: string): string => join(dir, path);
  const logged = (sentence: string): number => system.outputs.read('worker').split(sentence).length - 1;
  const asks = async (question: string): Promise<string> => (await scene.answerTo(system.newCustomer(), question)).text;

  /** Somebody changes the folder, and this is what the worker has said about it by the time that was promised. */
  async function afterwards(change: () => void, sentence: string): Promise<number> {
    const before = logged(sentence);
    const saved = Date.now();
    change();
    await until(
      () => logged(sentence),
      (count) => count > before,
    );
    return Date.now() - saved;
  }

  it('when a file is saved by renaming, the next answer has it, without a restart', async () => {
    expect(await asks('How much is delivery?')).toContain('R85');
    const fees = readFileSync(file('topics/delivery-fees.md'), 'utf8').replace('R85', 'R95');
    const took = await afterwards(() => {
      writeFileSync(file('topics/delivery-fees.md.part'), fees);
      renameSync(file('topics/delivery-fees.md.part'), file('topics/delivery-fees.md'));
    }, IN_USE);
    expect(took).toBeLessThan(10_000);
    expect(await asks('How much is delivery?')).toContain('R95');
  });

  it('when a topic is written and another is gone, one is answered from and the other is not', async () => {
    expect(await asks('Do you give pottery workshops?')).not.toContain('Tuesday');
    await afterwards(() => {
      writeFileSync(file('topics/workshops.md'), SEATS);
      rmSync(file('topics/warranty.md'));
    }, IN_USE);
    // The stand-in model looks for itself.
    await until(
      () => asks('Do you give pottery workshops?'),
      (answer) => answer.includes('every first Tuesday'),
    );
    expect(await asks('How long is the warranty?')).not.toContain('10 years against cracking');
  });

  it('when what was saved is broken, the one before stays and the log says what is wrong', async () => {
    const good = readFileSync(file('topics/workshops.md'), 'utf8');
    const sentence = 'so the one before stays. topics/workshops.md: has no answer below the block.';
    await afterwards(() => writeFileSync(file('topics/workshops.md'), good.replace(/Our pottery.*\n/, '')), sentence);
    expect(await asks('Do you give pottery workshops?')).toContain('every first Tuesday');
    expect(logged(sentence)).toBe(1);
    await afterwards(() => writeFileSync(file('topics/workshops.md'), good.replace('18:00', '19:00')), IN_USE);
    expect(await asks('Do you give pottery workshops?')).toContain('19:00');
  });

  it('when customers ask what nobody has written, the owner reads it: how many, in which words, and never who', async () => {
    const questions = [
      'Do you hire out camping tents?',
      'My name is Precious, do you hire out camping tents? 082 555 7788',
      'Can I get married in your tea garden?',
    ];
    for (const question of questions) {
      const phone = system.newCustomer();
      await system.control.change(phone, { name: 'Precious Dube' });
      expect((await scene.answerTo(phone, question)).buttons).toHaveLength(2);
    }
    const report = (): Unanswered =>
      JSON.parse(runBaton(['unanswered', '--days', '1', '--json'], system.environment).stdout) as Unanswered;
    const { groups } = await until(report, ({ groups: [newest, tents] }) =>
      Boolean(newest?.questions[0] === questions[2] && tents?.times === 2),
    );
    const [newest, tents, ...earlier] = groups;
    expect(newest).toMatchObject({ questions: [questions[2]], customers: 1, times: 1 });
    expect(tents).toMatchObject({ customers: 2, times: 2 });
    expect(tents?.questions).toEqual(['My name is [name], do you hire out camping tents? [number]', questions[0]]);
    expect(earlier.flatMap((group) => group.questions)).toContain('Do you give pottery workshops?');
    expect(JSON.stringify(groups)).not.toMatch(/delivery|Precious|7788/);
    const { stdout, status } = runBaton(['unanswered'], system.environment);
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/“Can I get married.*\n {2}1 customer, 1 time, last on/),
    ]);
  });
});
