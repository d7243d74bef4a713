import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';

const HOLD = 10_000;
const photo = { fileId: 'F1', name: 'lid.png' };
const film = { fileId: 'F2', name: 'film.mov' };

/** Thandi has it, and everything is posted. */
function claimed(rules?: number): Driver {
  const driver = createDriver({ holdMs: 5_000 }, undefined, rules);
  driver.customer('I want to talk to a person');
  driver.classify({ wantsHuman: true });
  driver.settle();
  driver.command('takeOver');
  driver.settle();
  return driver;
}

const refusals = ({ posts }: Driver) =>
  posts.flatMap(({ post }) => (post.kind === 'thread' && post.line.kind === 'file_refused' ? [post.line] : []));
const words = ({ sent }: Driver): string[] =>
  sent.filter(({ intentId }) => intentId.startsWith('h-')).map(({ text }) => text);
const owed = (driver: Driver) => driver.state().transcript.filter(({ disposition }) => disposition === 'team').length;

test('when files come with words, then the first has them as its caption and each is a message, in order', () => {
  const driver = claimed();
  driver.agent('This one', THANDI, [photo, film]);
  expect(driver.running('upload')).toEqual([]);
  driver.pass(HOLD);
  expect(driver.running('send')).toEqual([]);
  driver.upload();
  driver.send();
  driver.upload({ media: 'video', type: 'video/mp4', name: 'film.mp4' });
  driver.settle();
  expect(words(driver)).toEqual(['[photo: lid.png] This one', '[video: film.mp4]']);
  const said = driver.state().transcript.filter(({ from }) => from === 'agent');
  expect(said.map(({ kind, delivery }) => [kind, delivery])).toEqual([
    ['photo', 'sent'],
    ['video', 'sent'],
  ]);
});

test('when what was attached is sound, then its words go before it', () => {
  const driver = claimed();
  driver.agent('Listen', THANDI, [film]);
  driver.pass(HOLD);
  driver.upload({ media: 'audio', type: 'audio/mpeg', name: 'film.mp3' });
  driver.settle();
  expect(words(driver)).toEqual(['Listen', '[audio: film.mp3]']);
});

test('when an upload fails, then it is tried again and nothing is sent meanwhile; the fourth time it is explained', () => {
  const driver = claimed();
  driver.agent('Here', THANDI, [photo]);
  driver.pass(HOLD);
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    expect(driver.running('send')).toEqual([]);
    driver.fail(driver.running('upload')[0]!, { class: 'unknown', code: 'timeout' });
    driver.pass(60_000);
  }
  driver.settle();
  expect(words(driver)).toEqual(['Here']);
  expect(refusals(driver)).toMatchObject([{ name: 'lid.png', why: 'unavailable' }]);
});

test('when WhatsApp does not take the only thing that answers the customer, then he is owed an answer again', () => {
  const driver = claimed();
  driver.customer('Which one is it?');
  driver.settle();
  expect(owed(driver)).toBe(1);
  driver.agent('', THANDI, [photo]);
  expect(owed(driver)).toBe(0);
  driver.pass(HOLD);
  driver.fail(driver.running('upload')[0]!, { class: 'rejected', code: 'too_large', type: 'image' });
  driver.settle();
  expect(owed(driver)).toBe(1);
  expect(words(driver)).toEqual([]);
  expect(refusals(driver)).toMatchObject([{ why: 'too_large', type: 'image' }]);
});

test('when it is deleted in the five seconds, then it is neither uploaded nor sent', () => {
  const driver = claimed();
  const id = driver.agent('Oops', THANDI, [photo]);
  const { channel = '', ts: threadTs = '' } = driver.state().cards[0] ?? {};
  const change = { id: 'delete:1', messageId: id, channel, threadTs, agent: THANDI };
  driver.apply({ type: 'agentMessageChange', at: driver.now(), change });
  driver.pass(60_000);
  driver.settle();
  expect([driver.running('upload'), words(driver)]).toEqual([[], []]);
});

test('when its words are edited while it is uploaded, then the file goes out once, with the new ones', () => {
  const driver = claimed();
  const id = driver.agent('Tis one', THANDI, [photo]);
  const { channel = '', ts: threadTs = '' } = driver.state().cards[0] ?? {};
  driver.pass(HOLD);
  const before = driver.running('upload')[0];
  const edited = { text: 'This one', note: false, mentions: false };
  const change = { id: 'edit:1', messageId: id, channel, threadTs, agent: THANDI, edited };
  driver.apply({ type: 'agentMessageChange', at: driver.now(), change });
  expect(driver.running('upload')).not.toContain(before);
  driver.pass(HOLD);
  driver.settle();
  expect(words(driver)).toEqual(['[photo: lid.png] This one']);
});

test.each<[string, (driver: Driver) => void, string]>([
  ['nobody has the handoff', (driver) => driver.command('transfer', { toGroup: true }), 'nobody_claimed'],
  ['the assistant has the conversation', (driver) => driver.command('resolve'), 'assistant_active'],
  [
    'the window is closed',
    (driver) => {
      driver.pass(25 * 60 * 60_000);
      driver.command('takeOver');
    },
    'window_closed',
  ],
])('when %s, then the file stays where it is and one sentence says why', (_when, before, why) => {
  const driver = claimed();
  before(driver);
  driver.settle();
  driver.agent('', why === 'assistant_active' ? PIETER : THANDI, [photo]);
  driver.pass(60_000);
  driver.settle();
  expect(refusals(driver)).toMatchObject([{ name: 'lid.png', why }]);
  expect([driver.running('upload'), words(driver)]).toEqual([[], []]);
});

test('when a colleague has it, then it stays inside as his words do', () => {
  const driver = claimed();
  driver.agent('look', PIETER, [photo]);
  driver.settle();
  expect(words(driver)).toEqual([]);
  expect(driver.state().transcript.at(-1)).toMatchObject({ from: 'note', text: '[file: lid.png] look' });
});

test('when its delivery failed and the agent sends it again, then it is the file that goes again, not its name', () => {
  const driver = claimed();
  driver.agent('This one', THANDI, [photo]);
  driver.pass(HOLD);
  driver.upload();
  const job = driver.running('send')[0]!;
  driver.fail(job, { class: 'not_sent', code: '131026', retryable: false });
  const { intentId = '' } = driver.state().transcript.at(-1) ?? {};
  driver.command('sendAgain', { intentId });
  expect(driver.running('upload')).toEqual([]);
  expect(driver.running('send')).toMatchObject([
    { request: { content: { kind: 'file', caption: 'This one', file: { uploaded: { mediaId: 'media-9' } } } } },
  ]);
  driver.settle();
  expect(words(driver)).toEqual(['[photo: lid.png] This one']);
});

test('when a run began under earlier rules, then a file is refused with a sentence as it was then', () => {
  const driver = claimed(9);
  driver.agent('This one', THANDI, [photo]);
  driver.pass(HOLD);
  driver.settle();
  expect(words(driver)).toEqual(['This one']);
  expect(refusals(driver)).toEqual([{ kind: 'file_refused', agent: THANDI }]);
});
