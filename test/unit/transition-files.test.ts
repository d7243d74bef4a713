import type { CustomerContent } from '../../workflows/conversation/messages';
import type { SlackPost } from '../../workflows/conversation/ports';
import { snapshot } from '../../workflows/conversation/view';
import { createDriver, THANDI, type Driver } from '../support/driver';

const photo = (change: object = {}): CustomerContent => ({
  kind: 'media',
  media: 'image',
  voice: false,
  mediaId: 'media-1',
  mimeType: 'image/png',
  ...change,
});

/** Handed to people, with everything posted. */
function handedOff(rules?: number): Driver {
  const driver = createDriver({}, undefined, rules);
  driver.customer('I want to talk to a person');
  driver.classify({ wantsHuman: true });
  driver.settle();
  return driver;
}

const files = ({ posts }: Driver): SlackPost[] => posts.map(({ post }) => post).filter(({ kind }) => kind === 'file');
const fetching = (driver: Driver) =>
  driver.running('file').map((job) => (job.kind === 'file' ? job.request.file : job));
const problems = ({ posts }: Driver) =>
  posts.flatMap(({ post }) => (post.kind === 'thread' && post.line.kind === 'file_problem' ? [post.line] : []));

test('when a photo comes while people have the conversation, then it is fetched once and posted once in the thread', () => {
  const driver = handedOff();
  driver.customer(photo({ caption: 'the lid', sha256: 'abc', fileName: 'x.png' }));
  expect(fetching(driver)).toEqual([{ mediaId: 'media-1', media: 'image', fileName: 'x.png', sha256: 'abc' }]);
  driver.settle();
  const place = { channel: 'C1', ts: driver.state().cards[0]?.ts };
  expect(files(driver)).toEqual([{ kind: 'file', fileId: 'F1', name: 'photo.png', place }]);
  driver.customer('and?');
  driver.settle();
  expect(files(driver)).toHaveLength(1);
  const { transcript } = snapshot(driver.state(), driver.now());
  expect(transcript.find(({ kind }) => kind === 'photo')?.file).toMatchObject({ type: 'image/png', size: 3 });
});

test('when a photo came while the assistant had the conversation, then the team gets it with the handoff', () => {
  const driver = createDriver();
  driver.customer(photo({ caption: 'what is this' }));
  driver.answer('a kettle');
  expect(driver.running('file')).toEqual([]);
  driver.customer('I want to talk to a person');
  driver.classify({ wantsHuman: true });
  driver.settle();
  expect(files(driver)).toHaveLength(1);
});

test('when a handoff is over, then what was sent before it is not shown in the next one', () => {
  const driver = handedOff();
  driver.customer(photo());
  driver.settle();
  driver.command('takeOver');
  driver.settle();
  driver.command('resolve');
  driver.settle();
  driver.customer('I want to talk to a person again');
  driver.classify({ wantsHuman: true });
  driver.settle();
  expect(files(driver)).toHaveLength(1);
});

test('when it does not come through, then it is tried again, and after the fourth time one sentence says so', () => {
  const driver = handedOff();
  driver.customer(photo());
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    const [job] = driver.running('file');
    expect(job?.key).toMatch(new RegExp(`:${attempt}$`));
    driver.fail(job!, { class: 'not_sent', code: 'incomplete' });
    driver.pass(60_000);
  }
  driver.settle();
  expect(driver.running('file')).toEqual([]);
  expect(problems(driver)).toEqual([{ kind: 'file_problem', what: 'photo', problem: 'incomplete' }]);
  expect(driver.state().files).toBeUndefined();
});

test('when it is refused, then it is not tried again, and record and thread say why', () => {
  const driver = handedOff();
  driver.customer(photo());
  driver.fail(driver.running('file')[0]!, { class: 'rejected', code: 'not_what_it_says', type: 'EXE' });
  driver.settle();
  expect(driver.running('file')).toEqual([]);
  expect(problems(driver)).toEqual([{ kind: 'file_problem', what: 'photo', problem: 'not_what_it_says', type: 'EXE' }]);
  expect(driver.state().transcript.find(({ kind }) => kind === 'photo')?.file?.problem).toBe('not_what_it_says');
});

test.each([
  [14, { name: 'invoice.pdf' }],
  [13, {}],
])('when a file with a name is refused under rule set %d, then the sentence about it has %j', (rules, named) => {
  const driver = handedOff(rules);
  driver.customer(photo({ media: 'document', fileName: 'invoice.pdf' }));
  driver.fail(driver.running('file')[0]!, { class: 'rejected', code: 'empty' });
  driver.settle();
  expect(problems(driver)).toEqual([{ kind: 'file_problem', what: 'document', problem: 'empty', ...named }]);
});

test('when Slack refuses a file for good, then the sentence about it names it', () => {
  const driver = handedOff();
  driver.customer(photo({ media: 'document', fileName: 'invoice.pdf' }));
  const value = { type: 'application/pdf', size: 3, fileId: 'F1', name: 'invoice.pdf' };
  driver.finish(driver.running('file')[0]!, { kind: 'file', value });
  const posting = () => driver.running('slack').flatMap((job) => (job.kind === 'slack' ? [job] : []))[0];
  // What was said stands in front of it.
  while (posting() !== undefined && posting()?.request.post.kind !== 'file')
    driver.finish(posting()!, { kind: 'slack', value: { channel: 'C1', ts: '9.0' } });
  driver.fail(posting()!, { class: 'rejected', code: 'missing_scope' });
  driver.settle();
  expect(problems(driver)).toEqual([{ kind: 'file_problem', what: 'document', problem: 'slack', name: 'invoice.pdf' }]);
});

test('when an agent answers while a file is being fetched, then nothing waits for the file', () => {
  const driver = handedOff();
  driver.command('takeOver');
  driver.settle();
  driver.customer(photo());
  driver.agent('one moment', THANDI);
  driver.pass(10_000);
  expect(driver.running('send')).toHaveLength(1);
  expect(driver.running('file')).toHaveLength(1);
});

test('when a message answers or reacts to another one, then the thread shows to which', () => {
  const driver = handedOff();
  driver.command('takeOver');
  driver.settle();
  driver.agent('Which order is it?');
  driver.pass(10_000);
  driver.settle();
  const messageId = driver.state().transcript.findLast(({ from }) => from === 'agent')?.messageId ?? '';
  driver.customer({ kind: 'reaction', emoji: '👍', messageId });
  driver.settle();
  const lines = driver.posts.flatMap(({ post }) =>
    post.kind === 'thread' && post.line.kind === 'customer_message' ? [post.line] : [],
  );
  expect(lines.at(-1)).toMatchObject({ text: '[reaction 👍]', quoted: 'rendered' });
});

test('when a run began under earlier rules, then no file of it is fetched', () => {
  const driver = handedOff(9);
  driver.customer(photo());
  driver.settle();
  expect(driver.running('file')).toEqual([]);
  expect(files(driver)).toEqual([]);
});
