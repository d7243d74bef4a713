import { check } from '../../../chaos/checker/check';
import { story } from '../../../chaos/checker/story';
import { CUSTOMER, WORKFLOW, wholeStory } from '../../support/chaos-evidence';

type World = ReturnType<typeof wholeStory>;

const found = ({ evidence }: World): string[] =>
  check(evidence).violations.map(({ invariant, what }) => `${invariant} ${what}`);

/** One thing that goes wrong, and what the checker calls it. */
const SPOILED: [name: string, expected: string, spoil: (world: World) => void][] = [
  [
    'a message that was answered with 200 is in no transcript',
    'I1 answered with 200 and lost',
    (world) => world.customer(1_200, 'Qfour'),
  ],
  [
    'a message is recorded twice',
    'I1 twice in the transcript',
    ({ line }) => line('customer', 'Qthree here. And on Sundays?'),
  ],
  ['a message was never taken', 'I1 never taken', (world) => world.customer(1_200, 'Qfour', { status: 503 })],
  [
    'something else is in the transcript',
    'I1 the transcript has another number of messages',
    ({ line }) => line('customer', 'Qnobody'),
  ],
  [
    'a message has neither an answer nor a place in Slack',
    'I2 left without anybody',
    (world) => world.said(1_200, 'Qfour'),
  ],
  [
    'the assistant writes after a takeover',
    'I3 a duel',
    ({ send }) => send(850, 'a-run-9', 'And one more thing.', 500),
  ],
  ['a notice goes out after a takeover', 'I3 a duel', ({ send }) => send(850, 'n-greeting-run-9', 'Hello.', 500)],
  [
    'the takeover was told by a slash command',
    'I3 a duel',
    (world) => {
      world.command(20_000, 'U_PIETER', 'You have this conversation now. Its card comes.');
      world.send(23_100, 'a-run-9', 'And one more thing.', 500);
    },
  ],
  [
    'the assistant answers after a handoff that nobody has confirmed',
    'I4 resumed by itself',
    (world) => {
      world.sent(1_200, 'n-handoff_open-run-5', 'Somebody is coming again.');
      world.sent(1_300, 'a-run-6', 'I am back.');
    },
  ],
  ['people are asked after five minutes', 'I5 asked too early', (world) => asked(world, 5)],
  ['people are asked after fifty minutes', 'I5 asked too late', (world) => asked(world, 50)],
  [
    'nobody is asked for an hour',
    'I5 never asked',
    (world) => {
      world.event(3, 'Pieter took over.', 'paused');
      Object.assign(world.record, { mode: 'paused', handoff: 'claimed', now: 63 * 60_000 });
    },
  ],
  ['what was read is sent again', 'I7 a status went back', ({ status }) => status(860, 'h-run-3', 'read')],
  ['an intent is taken twice', 'I8 an intent was taken twice', ({ send }) => send(1_150, 'a-run-4', 'Not on Sundays.')],
  [
    "an agent's words are taken twice",
    "I8 an agent's words were taken twice",
    ({ send }) => send(860, 'h-run-7', 'Hello, this is Thandi.'),
  ],
  [
    'a message goes out after people were told that it may not have',
    'I8 sent after people were told that it is in doubt',
    (world) => {
      world.thread(1_200, 'Delivery unconfirmed: … Only on Mondays.');
      world.line('assistant', 'Only on Mondays.', { delivery: 'unconfirmed' });
      world.send(1_300, 'a-run-8', 'Only on Mondays.');
    },
  ],
  ['a message never ends', 'I9 never ended', ({ line }) => line('agent', 'One moment.', { delivery: 'sending' })],
  [
    'nobody hears of a message in doubt',
    'I9 nobody was told that it is unconfirmed',
    ({ line }) => line('agent', 'One moment.', { delivery: 'unconfirmed' }),
  ],
  [
    'nobody hears of a message that failed',
    'I9 nobody was told that it is failed',
    ({ line }) => line('agent', 'One moment.', { delivery: 'failed' }),
  ],
  [
    'a message is recorded as sent and was not',
    'I9 sent, and WhatsApp never took it',
    ({ line }) => line('agent', 'One moment.', { delivery: 'sent' }),
  ],
  [
    'a message is recorded as revoked and was sent',
    'I9 taken, and recorded as never said',
    (world) => {
      world.send(1_200, 'a-run-9', 'On Mondays.');
      world.line('assistant', 'On Mondays.', { delivery: 'cancelled' });
    },
  ],
  [
    'a message is not in the transcript',
    'I9 said, and not in the transcript',
    ({ send }) => send(1_200, 'a-run-9', 'On Mondays.'),
  ],
  [
    'a message is tried outside the window',
    'I10 sent outside the window',
    ({ status }) => status(860, 'h-run-3', 'failed', 131_047),
  ],
  [
    'a handoff has two cards',
    'I12 a second card',
    (world) => world.card(1_200, 'Waiting for an agent', { isNew: true }),
  ],
  [
    'a second handoff begins before the first has ended',
    'I12 a second card while the first is open',
    (world) => {
      world.card(1_200, 'Waiting for an agent', { isNew: true, handoff: 2 });
      world.card(1_300, 'Waiting for an agent', { isNew: true, handoff: 3 });
    },
  ],
  [
    'people are promised twice',
    'I12 people were promised twice',
    (world) => {
      world.sent(20_000, 'n-handoff_open-run-7', 'Somebody is coming.');
      world.sent(20_100, 'n-handoff_open-run-8', 'Somebody is coming.');
    },
  ],
  [
    'a line is posted twice',
    'I12 posted twice',
    (world) => {
      world.thread(1_200, 'A line.', 'p-same');
      world.thread(1_300, 'A line.', 'p-same');
    },
  ],
  ['nobody can ask a conversation', 'I16 a conversation cannot be read', ({ record }) => (record.unread = 'busy')],
  ['a run fails', 'I16 a run failed', ({ record }) => (record.runs = [{ runId: 'r1', status: 'FAILED' }])],
  [
    'two agents have it',
    'I19 two have it',
    (world) => {
      world.card(10_000, 'Thandi has it', { since: 5 });
      world.card(20_000, 'Pieter has it', { since: 6 });
    },
  ],
  [
    'two agents are told by slash commands that they have it',
    'I19 two have it',
    (world) => {
      world.command(20_000, 'U_PIETER', 'You have this conversation now. Its card comes.');
      world.command(20_003, 'U_THANDI', 'You have this conversation now. Its card comes.');
    },
  ],
  ['somebody else ends it', 'I19 ended by somebody else', (world) => world.card(960, 'Resolved by Pieter')],
  [
    "another customer's words are in a message",
    "I20 in another customer's message",
    (world) => {
      world.said(1_200, 'Qbabababababax here.');
      world.thread(1_250, 'Qbabababababax here.');
      const other = {
        ...world.record,
        addresses: ['27820000002'],
        workflowId: WORKFLOW.replace('0123', '9999'),
        transcript: [],
      };
      world.evidence.conversations.push(other);
      const body = { text: { body: 'As Qbabababababax said' } };
      world.entry({
        at: 1_300,
        customer: '27820000002',
        intent: 'a-x-1',
        author: 'assistant',
        body,
        answer: { status: 500 },
      });
    },
  ],
  [
    "an agent's words are lost",
    "I23 an agent's words are lost",
    (world) => world.writes(820, 'U_THANDI', 'And one more thing.'),
  ],
  [
    'two messages of an agent are lost, and he is told of one',
    "I23 an agent's words are lost",
    (world) => {
      world.writes(820, 'U_THANDI', 'And one more thing.');
      world.writes(830, 'U_THANDI', 'And another.');
      world.told(
        840,
        'U_THANDI',
        'Your message could not be recorded. Unless a ✅ comes to it, it was not sent: write it again.',
      );
    },
  ],
  [
    'two replies of an agent change places',
    'I23 in another order',
    (world) => {
      world.writes(820, 'U_THANDI', 'First.');
      world.writes(830, 'U_THANDI', 'Second.');
      world.sent(840, 'h-run-8', 'Second.');
      world.sent(850, 'h-run-9', 'First.');
    },
  ],
  [
    'nothing moves',
    'liveness below the floor',
    (world) => {
      world.journal.forEach((entry) => entry.direction === 'toVendor' && (entry.at += 100_000));
    },
  ],
];

function asked(world: World, after: number): void {
  world.event(3, 'Pieter took over.', 'paused');
  world.event(3 + after, 'No agent was active: the team was asked.', 'confirming');
}

describe('the checker of chaos', () => {
  test('when everything went well, then nothing is found and everything is counted', () => {
    const { counted, liveness, violations } = check(wholeStory().evidence);
    expect(violations).toEqual([]);
    expect(counted).toMatchObject({
      ...{ conversations: 1, 'customer messages': 3, 'delivered again': 0, takeovers: 1 },
      ...{ 'answers of the assistant': 2, 'messages of agents': 1, notices: 1 },
    });
    expect(liveness).toEqual({ messages: 3, inTime: 3, openAtCalm: 0, openInTime: 0 });
  });

  test.each(SPOILED)('when %s, then it says: %s', (_name, expected, spoil) => {
    const world = wholeStory();
    spoil(world);
    expect(found(world)).toContain(expected);
  });

  test('when an agent is told that his words are lost, then that is no violation', () => {
    const world = wholeStory();
    world.writes(820, 'U_THANDI', 'And one more thing.');
    world.told(
      840,
      'U_THANDI',
      'Your message could not be recorded. Unless a ✅ comes to it, it was not sent: write it again.',
    );
    expect(found(world)).toEqual([]);
  });

  test('when the same words are revoked once and in doubt once, then those in doubt are the ones that were taken', () => {
    const world = wholeStory();
    world.line('assistant', 'On Mondays.', { delivery: 'cancelled' });
    world.line('assistant', 'On Mondays.', { delivery: 'unconfirmed' });
    world.send(1_200, 'a-run-9', 'On Mondays.');
    world.thread(1_300, 'Delivery unconfirmed: … On Mondays.');
    expect(found(world)).toEqual([]);
  });

  test('when an agent sends again what is in doubt, then her words may be taken once more for each click', () => {
    const world = wholeStory();
    world.writes(810, 'U_THANDI', 'It comes at noon.');
    world.send(820, 'h-run-5', 'It comes at noon.');
    world.line('agent', 'It comes at noon.', { delivery: 'unconfirmed' });
    world.thread(830, 'Delivery unconfirmed: … It comes at noon.');
    world.click(840, 'U_THANDI', 'send_again');
    world.sent(850, 'h-run-6', 'It comes at noon.');
    world.status(855, 'h-run-6', 'sent');
    expect(found(world)).toEqual([]);
    world.click(858, 'U_THANDI', 'transcript');
    world.sent(860, 'h-run-7', 'It comes at noon.');
    expect(found(world)).toEqual(["I8 an agent's words were taken twice"]);
  });

  test('when an agent sends a document, then it is known by its name and her words', () => {
    const world = wholeStory();
    world.writes(810, 'U_THANDI', 'Here you are.');
    world.line('agent', '[document: invoice.pdf] Here you are.', { delivery: 'sent' });
    const body = { type: 'document', document: { id: '1', filename: 'invoice.pdf', caption: 'Here you are.' } };
    expect(found(world)).toEqual(['I9 sent, and WhatsApp never took it']);
    world.entry({ at: 820, customer: CUSTOMER, intent: 'h-run-5', author: 'agent', body });
    expect(found(world)).toEqual([]);
  });

  test('when a delivery comes twice and in the wrong order, then that is no violation', () => {
    const world = wholeStory();
    world.customer(1_200, 'Qone here. What are your hours?');
    world.customer(1_300, 'Qthree here. And on Sundays?', { status: 503 });
    const { counted, violations } = check(world.evidence);
    expect(violations).toEqual([]);
    expect(counted['delivered again']).toBe(2);
  });

  test('when a colleague is told that his words stay inside while a reply is still on its way, then that is no other order', () => {
    const world = wholeStory();
    world.writes(820, 'U_THANDI', 'Your money is coming.');
    world.writes(830, 'U_PIETER', 'Thanks for waiting.');
    world.line('note', 'Thanks for waiting.');
    world.sent(850, 'h-run-8', 'Your money is coming.');
    expect(found(world)).toEqual([]);
  });

  test.each<[from: 'assistant' | 'notice', intent: string, name: string]>([
    ['assistant', 'a-run-5', '[offer]'],
    ['notice', 'n-greeting-run-5', '[greeting]'],
  ])(
    'when a sentence of the %s was settled by its status, then its name in the record stands for its words',
    (from, intent, name) => {
      const world = wholeStory();
      world.said(1_200, 'Qfour here. What else?');
      world.send(1_300, intent, 'Shall I connect you?');
      world.line(from, name, { delivery: 'sent' });
      expect(found(world)).toEqual([]);
    },
  );

  test('when the name is that of another sentence, then what was sent is in no record', () => {
    const world = wholeStory();
    world.send(1_300, 'n-greeting-run-5', 'Hello.');
    world.line('notice', '[settled]', { delivery: 'sent' });
    expect(found(world)).toEqual(
      expect.arrayContaining(['I9 said, and not in the transcript', 'I9 sent, and WhatsApp never took it']),
    );
  });

  test('when the same words were in doubt before and never left, then another answer with them may go out', () => {
    const world = wholeStory();
    world.line('assistant', 'Only on Mondays.', { delivery: 'unconfirmed' });
    world.thread(1_200, 'Delivery unconfirmed: … Only on Mondays.');
    world.said(1_250, 'Qfour here. And when else?');
    world.sent(1_300, 'a-run-8', 'Only on Mondays.');
    expect(found(world)).toEqual([]);
  });

  test('when something is said after the conversation was asked, then it need not be in its record', () => {
    const world = wholeStory();
    world.record.readAt = 1_250;
    world.send(1_300, 'n-ask_resume-run-5', 'Shall the assistant help?');
    expect(found(world)).toEqual([]);
    world.send(1_200, 'n-ask_resume-run-4', 'Shall the assistant help?');
    expect(found(world)).toEqual(['I9 said, and not in the transcript']);
  });

  test('when a customer taps the way back, then the assistant may speak', () => {
    const world = wholeStory();
    world.event(3, 'Handed to the team.', 'paused');
    world.sent(1_200, 'n-handoff_open-run-5', 'Somebody is coming again.');
    world.said(1_300, 'Ask the assistant', { button: 'assistant:1:2' });
    world.event(3, 'The customer chose the assistant.', 'active');
    world.sent(1_400, 'a-run-6', 'I am back.');
    expect(found(world)).toEqual([]);
  });

  test('when nothing was asked at all, then the run proves nothing', () => {
    const { evidence } = wholeStory();
    const violations = check({ ...evidence, journal: [], conversations: [] }).violations;
    expect(violations.map(({ invariant }) => invariant)).toEqual(['liveness']);
  });

  test('when something is found, then the first comes first and its story names what happened', () => {
    const world = wholeStory();
    world.send(1_150, 'a-run-4', 'Not on Sundays.');
    world.customer(1_200, 'Qfour');
    const { violations, world: read } = check(world.evidence);
    expect(violations.map(({ invariant }) => invariant).slice(0, 2)).toEqual(['I8', 'I1']);
    const told = story(read, violations[0]!);
    expect(told).toContain('>>');
    expect(told).toContain('U_THANDI clicks take_over');
    expect(told).toContain('WhatsApp gets a-run-4: "Not on Sundays."');
    expect(told).not.toContain(CUSTOMER);
  });
});
