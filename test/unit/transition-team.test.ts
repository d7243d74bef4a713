import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';
import type { AgentMessage } from '../../workflows/conversation/messages';
import type { SlackPost } from '../../workflows/conversation/ports';
import type { Settings } from '../../workflows/conversation/settings';

const MINUTE = 60_000;
const ASKING = { askTeam: true, askTeamMs: 3 * MINUTE };
type Question = Extract<SlackPost, { kind: 'team_question' }>;

const questions = ({ posts }: Driver): Question['question'][] =>
  posts.flatMap(({ post }) => (post.kind === 'team_question' ? [post.question] : []));
const cards = ({ posts }: Driver) => posts.filter(({ post }) => post.kind === 'card');
const told = ({ posts }: Driver) => posts.flatMap(({ post }) => (post.kind === 'ephemeral' ? [post.text] : []));
const texts = ({ sent }: Driver) => sent.map(({ text }) => text);
const asks = (driver: Driver) =>
  driver.running('draft').flatMap((job) => (job.kind === 'draft' ? [job.request.teamAnswer] : []));

let ids = 0;
/** An agent writes in the thread of the newest question. */
function replies(driver: Driver, text: string, change: Partial<AgentMessage> = {}): void {
  const { channel = 'C1', ts: threadTs = '0' } = driver.state().teamQuestions?.at(-1)?.place ?? {};
  ids += 1;
  const about = { id: `${channel}:9${ids}.0`, channel, threadTs, agent: THANDI, text };
  const message = { ...about, note: false, mentions: false, files: 0, ...change };
  driver.apply({ type: 'agentMessage', at: driver.now(), message });
  driver.settle();
}

const unknown = (driver: Driver): void => driver.answer('', {}, { answerable: false, text: '', basis: 'none' });

function asked(change: Partial<Settings> = ASKING, rules?: number): Driver {
  const driver = createDriver(change, undefined, rules);
  driver.customer('Do you sell sand?');
  unknown(driver);
  return driver;
}

describe('what the knowledge does not answer', () => {
  test('when the team may be asked, then the assistant keeps the conversation, says so once, and one question is in Slack', () => {
    const driver = asked();
    expect(texts(driver)).toEqual(['asking_team']);
    expect(driver.state()).toMatchObject({ mode: 'active' });
    expect(driver.state().handoff).toBeUndefined();
    expect(questions(driver)).toMatchObject([{ state: 'open', text: 'Do you sell sand?' }]);
    expect(JSON.stringify(questions(driver))).not.toContain('27825551234');
    expect(cards(driver)).toEqual([]);
  });

  test('when an agent replies in its thread, then the assistant answers with that, and the question says so', () => {
    const driver = asked();
    replies(driver, 'Yes, R90 a bag.');
    expect(asks(driver)).toEqual(['Yes, R90 a bag.']);
    driver.answer('We do: R90 a bag.');
    expect(texts(driver)).toEqual(['asking_team', 'We do: R90 a bag.']);
    expect(questions(driver).map(({ state }) => state)).toEqual(['open', 'answering', 'answered']);
    expect(
      driver
        .state()
        .transcript.map(({ disposition }) => disposition)
        .filter(Boolean),
    ).toEqual(['answered']);
    expect(driver.state()).toMatchObject({ mode: 'active', memory: { notAnswerableInARow: 0 } });
    driver.pass(10 * MINUTE);
    driver.settle();
    expect(texts(driver)).toHaveLength(2);
  });

  test('when nobody replies in three minutes, then people get it, as they would have at once', () => {
    const driver = asked();
    driver.pass(3 * MINUTE - 1);
    expect(driver.state().mode).toBe('active');
    driver.pass(1);
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { reason: 'not_answerable', status: 'waiting' } });
    expect(texts(driver)).toEqual(['asking_team', 'handoff_open']);
    expect(questions(driver).map(({ state }) => state)).toEqual(['open', 'unanswered']);
    expect(driver.state().transcript[0]?.disposition).toBe('cause');
  });

  test('when an agent takes over meanwhile, then he has it, the question says so, and a reply there reaches nobody', () => {
    const driver = asked();
    driver.command('takeOver', { agent: PIETER });
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { agent: PIETER } });
    expect(questions(driver).at(-1)?.state).toBe('with_people');
    expect(driver.state().transcript[0]?.disposition).toBe('team');
    replies(driver, 'Yes, R90 a bag.');
    driver.pass(5 * MINUTE);
    driver.settle();
    expect(texts(driver)).toEqual(['asking_team']);
    expect(told(driver)).toEqual([expect.stringMatching(/^Too late: people have this conversation now/)]);
  });

  test('when an agent takes over while his colleague’s reply is put into words, then the assistant says nothing', () => {
    const driver = asked();
    replies(driver, 'Yes, R90 a bag.');
    driver.command('takeOver', { agent: PIETER });
    driver.answer('We do.');
    driver.settle();
    expect(texts(driver)).toEqual(['asking_team']);
    expect(questions(driver).at(-1)?.state).toBe('with_people');
  });

  test('when the customer asks for a person meanwhile, then that wins', () => {
    const driver = asked();
    driver.customer('I want to talk to a person');
    driver.classify({ wantsHuman: true });
    driver.settle();
    expect(driver.state().handoff?.reason).toBe('human_requested');
    expect(questions(driver).at(-1)?.state).toBe('with_people');
    expect(
      driver
        .state()
        .transcript.map(({ disposition }) => disposition)
        .filter(Boolean),
    ).toEqual(['cause', 'cause']);
  });

  test('when the customer asks something else meanwhile, then it is answered; what is not known either waits with the first', () => {
    const driver = asked();
    driver.customer('Until when are you open?');
    driver.answer('Until five.');
    driver.customer('And gravel?');
    unknown(driver);
    expect(texts(driver)).toEqual(['asking_team', 'Until five.']);
    expect(driver.state().teamQuestions).toMatchObject([{ state: 'open', text: 'Do you sell sand?\nAnd gravel?' }]);
    replies(driver, 'Both.');
    driver.answer('We have both.');
    expect(texts(driver)).toEqual(['asking_team', 'Until five.', 'We have both.']);
    expect(new Set(questions(driver).map(({ id }) => id)).size).toBe(1);
  });

  test('when a second one replies, then the first reply counts and he reads that', () => {
    const driver = asked();
    replies(driver, 'Yes.');
    replies(driver, 'No.', { agent: PIETER });
    expect(asks(driver)).toEqual(['Yes.']);
    expect(told(driver)).toEqual([expect.stringMatching(/^Thandi was faster/)]);
    driver.answer('We do.');
    replies(driver, 'No, really.', { agent: PIETER });
    expect(told(driver).at(-1)).toMatch(/^Thandi has answered it/);
    expect(texts(driver)).toEqual(['asking_team', 'We do.']);
  });

  test.each([
    ['a note', { note: true }, []],
    ['a message that mentions somebody', { mentions: true }, [/^Not taken as the answer, because it mentions/]],
    ['one with a card number', { sensitive: 'contained' as const }, [/^Not taken as the answer, because of a card/]],
    ['a file alone', { text: '', files: 1 }, [/^The assistant can answer only with words/]],
  ])('when %s is written in its thread, then it is no answer and the next one is', (_what, change, sentences) => {
    const driver = asked();
    replies(driver, 'Ask the warehouse', change);
    expect(asks(driver)).toEqual([]);
    expect(told(driver)).toEqual(sentences.map((sentence) => expect.stringMatching(sentence) as unknown));
    replies(driver, 'Yes.');
    expect(asks(driver)).toEqual(['Yes.']);
  });

  test('when the answer that was made of it promises too much, then it is not sent and people get it', () => {
    const driver = asked();
    replies(driver, 'Maybe.');
    driver.answer('We refund you!', {}, { violations: ['promise:refund'] });
    expect(driver.state().handoff?.reason).toBe('promise_blocked');
    expect(texts(driver)).toEqual(['asking_team', 'handoff_open']);
  });

  test('when no engine can do anything with it, then people get it', () => {
    const driver = asked();
    replies(driver, 'What does he mean?');
    unknown(driver);
    expect(driver.state().handoff?.reason).toBe('not_answerable');
    expect(texts(driver)).toEqual(['asking_team', 'handoff_open']);
  });

  test('when the customer writes while it is put into words, then one answer with it goes out to both', () => {
    const driver = asked();
    replies(driver, 'Yes.');
    driver.customer('The fine one');
    expect(asks(driver)).toEqual(['Yes.']);
    driver.answer('We do.');
    expect(texts(driver)).toEqual(['asking_team', 'We do.']);
    expect(questions(driver).at(-1)?.state).toBe('answered');
  });

  test('when the next question is not known either, then the team is asked anew', () => {
    const driver = asked();
    replies(driver, 'Yes.');
    driver.answer('We do.');
    driver.customer('And gravel?');
    unknown(driver);
    expect(texts(driver)).toEqual(['asking_team', 'We do.', 'asking_team']);
    expect(questions(driver).at(-1)).toMatchObject({ state: 'open', text: 'And gravel?' });
  });

  test.each([
    ['it is not configured,', { askTeam: false, askTeamMs: 3 * MINUTE }],
    [
      'nobody works,',
      {
        ...ASKING,
        opening: { from: Date.UTC(2026, 10, 23, 8), minutes: 10_000, open: [[60, 600]] as [number, number][] },
      },
    ],
    [
      'people go home before a reply is due,',
      {
        ...ASKING,
        opening: { from: Date.UTC(2026, 10, 23, 8), minutes: 10_000, open: [[0, 2]] as [number, number][] },
      },
    ],
  ])('when %s then a person is offered as before', (_why, change) => {
    const driver = asked(change);
    expect(texts(driver)).toEqual(['offer']);
    expect(driver.posts).toEqual([]);
  });

  test('when the conversation began under an earlier rule set, then a person is offered as before', () => {
    expect(texts(asked(ASKING, 9))).toEqual(['offer']);
  });

  test('when the customer’s number changes, then the question is withdrawn, and asked anew where the conversation goes on', () => {
    const driver = asked();
    const customer = { waId: '27825559876', keys: ['k2'] };
    const moved = { id: 'wamid.moved', sentAt: driver.now(), customer, to: 'whatsapp-1-new' };
    driver.apply({ type: 'customerMoved', at: driver.now(), moved });
    expect(driver.state().teamQuestions).toMatchObject([{ state: 'withdrawn' }]);
    expect(driver.state().transcript[0]?.disposition).toBe('pending');
    const [pass] = driver.running('pass');
    const carried = pass?.kind === 'pass' && pass.event.type === 'carried' ? pass.event : undefined;
    const fresh = createDriver(ASKING, undefined, undefined, 'whatsapp-1-new', customer);
    if (carried !== undefined) fresh.apply({ ...carried, at: fresh.now() });
    unknown(fresh);
    expect(texts(fresh)).toEqual(['asking_team']);
    expect(fresh.state().teamQuestions?.map(({ state }) => state)).toEqual(['withdrawn', 'open']);
  });

  test('when it stands in Slack, then its thread finds the conversation, and the newest thread is still the card’s', () => {
    const driver = createDriver(ASKING);
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.settle();
    driver.command('takeOver');
    driver.command('resolve');
    driver.settle();
    driver.customer('Do you sell sand?');
    unknown(driver);
    const card = driver.state().cards.at(-1)?.ts ?? '';
    const place = driver.state().teamQuestions?.at(-1)?.place?.ts ?? '';
    expect(driver.state().slackThreads).toEqual([`C1:${place}`, `C1:${card}`]);
  });
});
