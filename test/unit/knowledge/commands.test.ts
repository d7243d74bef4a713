import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ask } from '../../../src/cli/ask';
import type { AnswerSheet } from '../../../src/cli/answer-sheet';
import { FoundWrongError, UsageError } from '../../../src/cli/command';
import { knowledge as knowledgeCommand } from '../../../src/cli/knowledge';
import { unanswered } from '../../../src/cli/unanswered';
import { root, runBaton } from '../../support/run';
import { brain, knowledge, NOVEMBER } from '../assistant/brain';
import { knowledgeFiles, TOPIC } from './files';

const SAMPLE = { BATON_KNOWLEDGE_DIR: join(root, 'knowledge') };
const IN_NOVEMBER = ['--day', '2026-11-18'];

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function shop(change: Record<string, string | undefined> = {}): { BATON_KNOWLEDGE_DIR: string } {
  const folder = mkdtempSync(join(tmpdir(), 'baton-shop-'));
  folders.push(folder);
  for (const { path, content } of knowledgeFiles(change)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return { BATON_KNOWLEDGE_DIR: folder };
}

async function printed(run: (print: (line: string) => void) => Promise<void>): Promise<string> {
  const lines: string[] = [];
  await run((line) => void lines.push(line));
  return lines.join('\n');
}

const asked = async (message: string, args: string[] = IN_NOVEMBER, environment: object = SAMPLE): Promise<AnswerSheet> =>
  JSON.parse(await printed((print) => ask({ ...environment }, print, [message, '--json', ...args]))) as AnswerSheet;

describe('asking the assistant without a conversation', () => {
  test('when the knowledge answers, the answer, its source and the rule are told', async () => {
    expect(await asked('How much is delivery?')).toMatchObject({
      outcome: 'send',
      rule: '11 answer',
      engine: 'local',
      sources: ['topics/delivery-fees.md (Delivery fees)'],
      customerReads: expect.stringContaining('R85'),
      whyNot: [],
    });
  });

  test('when nothing answers, the offer is shown with its buttons, and the nearest topics', async () => {
    expect(await asked('do you sell bicycles with 7 gears to schools')).toMatchObject({
      outcome: 'offer',
      rule: '7 not answerable',
      buttons: ['Yes, connect me', 'No, thanks'],
      sources: [],
      whyNot: ['Nothing in the knowledge surely answers this.', expect.stringMatching(/^Nearest: topics\/[\w-]+\.md \(/)],
    });
  });

  test('when only people may do it, the reason and what the customer reads are told', async () => {
    const refund = await asked('I want a refund now', IN_NOVEMBER, shop());
    expect(refund).toMatchObject({ outcome: 'handoff', reason: 'refund_request', customerReads: 'The handoff_open.' });
    const distressed = await asked('I want to end my life', IN_NOVEMBER, shop());
    expect(distressed).toMatchObject({ reason: 'self_harm', customerReads: 'The distress.', buttons: [] });
  });

  test('when a topic is not valid on the day, it is not the source; when its review is overdue, it is and that is said', async () => {
    const dated = (line: string) => shop({ 'topics/repairs.md': TOPIC.replace('---\nWe', `${line}\n---\nWe`) });
    const over = await asked('do you repair lamps', IN_NOVEMBER, dated('valid_until: 2026-11-17'));
    expect(over.outcome).toBe('offer');
    expect(over.whyNot.join()).toContain('topics/repairs.md (Lamp repairs), which ended on 17 November 2026');
    const overdue = await asked('do you repair lamps', IN_NOVEMBER, dated('review_by: 2026-11-17'));
    expect(overdue.sources).toEqual(['topics/repairs.md (Lamp repairs), past its review_by']);
  });

  test('when no orders service is configured, the team alone is told why no order is found', async () => {
    const { whyNot, customerReads } = await asked('Where is my order #5544?', IN_NOVEMBER, shop());
    expect(whyNot).toEqual(['For the team alone: The orders service could not be asked (none is configured).']);
    expect(customerReads).toBe('The orders_down.');
  });

  test.each([
    ['nothing', [], /needs the message between quotation marks/],
    ['an engine that there is not', ['hi', '--engine', 'gpt'], /openai or local/],
    ['a day that is none', ['hi', '--day', '2026-02-31x'], /a day such as/],
    ['a number without its country', ['hi', '--from', '082'], /with its country code/],
    ['an option that there is not', ['hi', '--colour'], /Unknown option '--colour'/],
    ['more than WhatsApp takes', ['x'.repeat(5_000)], /at most 4096 characters/],
  ])('when it is called with %s, one sentence says how', async (_what, args, sentence) => {
    const failure: unknown = await ask(SAMPLE, () => undefined, args).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    expect((failure as Error).message).toMatch(sentence);
  });

  test('when the knowledge is broken, every problem is told and nothing is answered', async () => {
    const broken = ask(shop({ 'topics/repairs.md': 'no block' }), () => undefined, ['hi']);
    await expect(broken).rejects.toThrow(/topics\/repairs\.md: must begin with the block/);
    await expect(broken).rejects.toBeInstanceOf(FoundWrongError);
  });
});

describe('the other commands of the owner', () => {
  test('when something is to be mended, the check prints it under its file and ends with 1', () => {
    const wrong = shop({ 'topics/repairs.md': TOPIC.replace('R150', 'R150, call 011 555 0999') });
    const { status, stdout, stderr } = runBaton(['knowledge', 'check'], wrong);
    expect([status, stderr]).toEqual([1, 'One thing to mend.\n']);
    expect(stdout).toMatch(/\ntopics\/repairs\.md\n {2}has 011 555 0999, which is not in business\.yml/);
  });

  test('when nothing is to be mended, it ends with 0; --json is JSON alone', async () => {
    const right = shop();
    const text = await printed((print) => knowledgeCommand(right, print, ['check', '--json']));
    expect(JSON.parse(text)).toMatchObject({ topics: 1, coverage: { needed: 0, answered: 0 } });
    expect(await printed((print) => knowledgeCommand(right, print, ['check']))).toMatch(/Nothing to mend\.$/);
    await expect(knowledgeCommand(right, () => undefined, ['mend'])).rejects.toThrow('is followed by check');
  });

  test('when days are asked for that Temporal does not keep, it is said before anything is looked up', async () => {
    for (const days of ['0', '31', 'seven']) {
      await expect(unanswered({}, () => undefined, ['--days', days])).rejects.toThrow('a number from 1 to 30');
    }
  });
});

describe('the questions of a topic', () => {
  test('when somebody asks word for word what a topic of the sample lists, that topic answers', () => {
    const missed = knowledge.topics.flatMap(({ id, language, questions }) =>
      questions.filter((question) => {
        const answer = brain.answer({ messages: [question], transcript: [], language, now: NOVEMBER });
        return answer.kind === 'none' || !answer.topics.includes(id);
      }),
    );
    expect(missed).toEqual([]);
  });

  test('when a trade has words that no other has, its one topic answers its own questions all the same', async () => {
    const aloes = TOPIC.replace('do you repair lamps', 'do you have lemon trees');
    expect((await asked('do you have lemon trees', [], shop({ 'topics/repairs.md': aloes }))).outcome).toBe('send');
  });
});
