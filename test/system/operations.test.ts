import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../src/config';
import { pauseAssistant, PAUSE_KNOWN_WITHIN_MS, resumeAssistant } from '../../src/assistant-pause';
import { setTimeout as delay } from 'node:timers/promises';
import { REASONS } from '../../workflows/conversation/wording';
import { root, runProcess, type Finished } from '../support/run';
import { PIETER, THANDI } from '../support/scene';
import { useShift } from '../support/shift';
import { until } from '../support/until';

const MINUTE = 60_000;
const DOCUMENT = readFileSync(join(root, 'docs', 'operations.md'), 'utf8');
const NOT_A_DATE_OF_OURS = '2000-01-01T00:00:00.000Z';
const DATE = /"\d{4}-\d{2}-\d{2}T[^"]*"/;
const EXAMPLE = '"+27 82 555 1234"';

const FILTERS = [...DOCUMENT.matchAll(/`([^`]*(?:ExecutionStatus|TemporalReportedProblems)[^`]*)`/g)].map(
  ([, filter = '']) => filter,
);
const COMMANDS = [...DOCUMENT.matchAll(/^npm run baton -- (.*?)(?:\s+#.*)?$/gm)].map(([, line = '']) => line);

const shift = useShift();

/** Conversations of every kind that the page has a filter for, by name. */
const cast: Record<string, string> = {};

async function handedOver(words: string): Promise<string> {
  const phone = shift().system.newCustomer();
  await shift().control.say(phone, words);
  await shift().card(phone);
  await shift().quiet(phone);
  return phone;
}

async function answered(words: string): Promise<string> {
  const phone = shift().system.newCustomer();
  await shift().answerTo(phone, words);
  await shift().quiet(phone);
  return phone;
}

async function whilePaused(): Promise<string> {
  const { client } = shift().system;
  await pauseAssistant(client);
  await delay(PAUSE_KNOWN_WITHIN_MS);
  const phone = await handedOver('How much is delivery?');
  await resumeAssistant(client);
  return phone;
}

async function putOff(): Promise<string> {
  const { claimed, card, control, conversation } = shift();
  const phone = await claimed(PIETER);
  const { ts, actions } = await card(phone, /Pieter has it/);
  const { action_id, value } = actions.find(({ label }) => /for an hour/.test(label))!;
  await control.click(PIETER, ts, action_id, value);
  await conversation(phone, ({ handoff }) => handoff === 'snoozed');
  return phone;
}

beforeAll(async () => {
  const { waiting, claimed, replies, passes, taps, clickCard, system } = shift();
  cast['active'] = await answered('How much is delivery?');
  cast['waiting'] = await waiting();
  cast['meanwhile'] = await waiting();
  await taps(cast['meanwhile'], 'Ask the assistant');
  cast['refund'] = await handedOver('I want my money back');
  cast['danger'] = await handedOver('I want to kill myself');
  cast['angry'] = await handedOver('You are useless, this is disgusting service!');
  cast['afrikaans'] = await handedOver('Ek wil asseblief met iemand praat');
  cast['claimed'] = await claimed();
  cast['answered by Thandi'] = await claimed();
  await replies(cast['answered by Thandi'], 'It is on its way.');
  cast['handed back'] = await claimed();
  await replies(cast['handed back'], 'Here you are.');
  await clickCard(cast['handed back'], THANDI, 'hand_back');
  cast['put off'] = await putOff();
  cast['confirming'] = await waiting();
  await passes(cast['confirming'], 30 * MINUTE);
  cast['paused'] = await whilePaused();
  cast['terminated'] = await waiting();
  await system.client.workflow.getHandle(await system.workflowIdOf(cast['terminated'])).terminate();
}, 240_000);

const WAITING = ['waiting', 'meanwhile', 'refund', 'danger', 'angry', 'afrikaans', 'confirming', 'paused'];
const OPEN = ['active', ...WAITING, 'claimed', 'answered by Thandi', 'handed back', 'put off'];

/** Whom each filter of the page has to find; a filter that is not here fails its test. */
const FOUND: Record<string, string[]> = {
  'BatonHandoff = "waiting"': WAITING,
  'BatonHandoff = "waiting" AND BatonOwedSince < DATE': WAITING,
  'BatonHandoff = "claimed" AND BatonOwedSince IS NOT NULL': ['claimed'],
  'BatonHandoff = "snoozed"': ['put off'],
  'BatonAgent = "U_THANDI"': ['claimed', 'answered by Thandi'],
  'BatonMode = "confirming"': ['confirming'],
  'BatonMode = "active" AND BatonHandoff = "waiting"': ['meanwhile'],
  'BatonHandoffReason = "refund_request"': ['refund'],
  'BatonHandoffReason IN ("self_harm", "safety", "threat")': ['danger'],
  'BatonHandoffReason IN ("assistant_unavailable", "assistant_paused", "budget_exhausted", "delivery_unconfirmed")': [
    'paused',
  ],
  'BatonSentiment = "angry" AND BatonMode != "active"': ['angry'],
  'BatonLanguage = "af" AND BatonHandoff != "none"': ['afrikaans'],
  'WorkflowType = "conversationWorkflow"': OPEN,
  'WorkflowType = "assistantPauseWorkflow"': [],
};

const shortened = (filter: string): string =>
  filter.replace(' AND ExecutionStatus = "Running"', '').replace(DATE, 'DATE');

async function found(filter: string): Promise<string[]> {
  const { system } = shift();
  const names = new Map<string, string>();
  for (const [name, phone] of Object.entries(cast)) names.set(await system.workflowIdOf(phone), name);
  const all: string[] = [];
  for await (const { workflowId } of system.client.workflow.list({ query: filter }))
    all.push(names.get(workflowId) ?? workflowId);
  return all.sort();
}

const at = (filter: string, milliseconds: number): string =>
  filter.replace(DATE, `"${new Date(Date.now() + milliseconds).toISOString()}"`);

describe('the list filters of docs/operations.md', () => {
  it('when the page is read, then it has each of them', () => {
    expect([...new Set(FILTERS.map(shortened))].sort()).toEqual(Object.keys(FOUND).sort());
  });

  it.each([...new Set(FILTERS)])('when it is %s, then it finds those and no others', async (filter) => {
    const expected = [...(FOUND[shortened(filter)] ?? ['unknown'])].sort();
    // The list follows the conversations by a moment.
    await until(
      () => found(at(filter, MINUTE)),
      (names) => JSON.stringify(names) === JSON.stringify(expected),
    );
    if (DATE.test(filter)) expect(await found(filter.replace(DATE, `"${NOT_A_DATE_OF_OURS}"`))).toEqual([]);
  });
});

/** The words of a command line. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

const baton = (line: string, phone = '', change: Environment = {}): Promise<Finished> =>
  runProcess('cli', { ...shift().system.environment, ...change }, wordsOf(line.replace(EXAMPLE, `+${phone}`)));

const DOES: Record<string, { who?: string; says: RegExp }> = {
  'list --handoff waiting --owed-longer-than 30m': { says: /^No open conversation is like that\.\n/ },
  'list --mode confirming,paused --json': { says: /^\[\n/ },
  'list --reason refund_request,complaint': { says: /refund_request/ },
  'list --agent U_THANDI': { says: /claimed +agent_initiated|claimed +human_requested/ },
  [`find ${EXAMPLE}`]: { who: 'waiting', says: /^whatsapp-\d+-[0-9a-f]{24}\nhttp/ },
  [`show ${EXAMPLE}`]: { who: 'waiting', says: /why +The customer asked for a person \(human_requested\)\n/ },
  [`show ${EXAMPLE} --transcript`]: { who: 'waiting', says: /customer [^\n]*: I want to talk to a person\n/ },
  [`pause ${EXAMPLE}`]: { who: 'active', says: /^People have this conversation now\./ },
  pause: { says: /^The assistant is paused in every conversation/ },
  resume: { says: /^The assistant answers again\.\n/ },
};

describe('the commands of docs/operations.md', () => {
  it('when the page is read, then it has each of them', () => {
    expect([...new Set(COMMANDS)].sort()).toEqual(Object.keys(DOES).sort());
  });

  it.each([...new Set(COMMANDS)])('when it is %s, then it says what it should, with code 0', async (line) => {
    const { who = 'waiting', says } = DOES[line] ?? { says: /never/ };
    const { status, stdout, stderr } = await baton(line, cast[who]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(says);
  });

  it('when nothing asks for them, then no number, name or word of the customer is printed', async () => {
    const lines = [`show ${EXAMPLE}`, `show ${EXAMPLE} --json`, `find ${EXAMPLE} --json`, 'list', 'list --json'];
    for (const phone of [cast['waiting'], cast['handed back']])
      for (const line of lines) {
        const { stdout } = await baton(line, phone);
        expect(stdout).toContain('whatsapp-');
        expect(stdout).not.toContain(phone);
        expect(stdout).not.toMatch(/talk to a person/);
      }
  });
});

describe('the reasons of docs/operations.md', () => {
  it('when the page is read, then it has every code with its meaning and no other', () => {
    const rows = [...DOCUMENT.matchAll(/^\| `(\w+)` +\| (.*?) +\|$/gm)].map(([, code, meaning]) => [code, meaning]);
    expect(Object.fromEntries(rows)).toEqual(REASONS);
  });
});

describe('mistakes on the command line', () => {
  it.each([
    ['list --handoff wating', 'There is no handoff "wating". There are: none, waiting, claimed, snoozed.'],
    ['list --reason refund', 'There is no reason "refund". There are: human_requested,'],
    ['list --owed-longer-than soon', '`--owed-longer-than` takes a time such as 30m, 2h or 1d.'],
    ['list --agent Thandi', '`--agent` takes the Slack user id of an agent'],
    ['list --who', "Unknown option '--who'."],
    ['list 27825551234', '`list` takes options only'],
    ['show', "`show` needs the customer's number"],
    ['show 0825551234', 'That is neither a number with its country code'],
  ])('when it is %s, then one sentence says what is wrong, with code 2', async (line, sentence) => {
    const { status, stdout, stderr } = await baton(line);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
  });

  it('when the customer is not known, or the namespace is not, then one sentence says so, with code 1', async () => {
    expect(await baton('show +27110000000')).toMatchObject({
      status: 1,
      stderr: 'No conversation with this customer is on record.\n',
    });
    expect(await baton('list', '', { TEMPORAL_NAMESPACE: 'nowhere' })).toMatchObject({
      status: 1,
      stderr: 'There is no namespace nowhere on this server: correct TEMPORAL_NAMESPACE.\n',
    });
  });

  it('when an agent of the group is named, then his conversations are listed, the longest owed first', async () => {
    const listed = JSON.parse((await baton(`list --agent ${THANDI} --json`)).stdout) as {
      handoff: string;
      owedSince?: string;
    }[];
    expect(listed.map(({ handoff, owedSince }) => [handoff, owedSince === undefined])).toEqual([
      ['claimed', false],
      ['claimed', true],
    ]);
  });
});
