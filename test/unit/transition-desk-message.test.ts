import { createClaimed, PIETER, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const claimed = (): Driver => createClaimed(PATIENT);

const write = (driver: Driver, change: object = {}): void => {
  const message = { id: 'desk:U_THANDI:n1', channel: 'desk', threadTs: '', agent: THANDI, text: 'I am on it' };
  const plain = { note: false, mentions: false, files: 0, onDesk: true as const };
  driver.apply({ type: 'agentMessage', at: driver.now(), message: { ...message, ...plain, ...change } });
  driver.settle();
};

const onDesk = (driver: Driver) =>
  driver.posts.flatMap(({ post }) => (post.kind === 'thread' && post.line.kind === 'desk_message' ? [post.line] : []));
const byAgents = (driver: Driver): string[] =>
  driver.sent.filter(({ intentId }) => intentId.startsWith('h-')).map(({ text }) => text);

describe('a message from the desk page', () => {
  it('when its writer has the conversation, then the customer reads it once and the thread shows it once', () => {
    const driver = claimed();
    write(driver);
    write(driver);
    expect(byAgents(driver)).toEqual(['I am on it']);
    expect(onDesk(driver)).toEqual([{ kind: 'desk_message', agent: THANDI, text: 'I am on it', note: false }]);
    expect(JSON.stringify(driver.posts)).not.toContain('"channel":"desk"');
  });

  it('when it is a note, then only the thread shows it', () => {
    const driver = claimed();
    write(driver, { note: true });
    expect(byAgents(driver)).toEqual([]);
    expect(onDesk(driver).map(({ note }) => note)).toEqual([true]);
  });

  it('when a colleague has the conversation by now, then it stays inside and the thread says so', () => {
    const driver = claimed();
    write(driver, { agent: PIETER });
    expect(byAgents(driver)).toEqual([]);
    expect(driver.posts.flatMap(({ post }) => (post.kind === 'thread' ? [post.line.kind] : [])).slice(-2)).toEqual([
      'desk_message',
      'kept_as_note',
    ]);
  });

  it('when it was written in Slack, then the thread does not show it a second time', () => {
    const driver = claimed();
    driver.agent('I am on it');
    driver.settle();
    expect(byAgents(driver)).toEqual(['I am on it']);
    expect(onDesk(driver)).toEqual([]);
  });
});

describe('a file from the desk page', () => {
  const uploaded = { mediaId: '998877', media: 'image' as const, type: 'image/png', size: 3, name: 'lid.png' };
  const attachments = [{ fileId: 'desk', name: 'lid.png', uploaded }];

  it('when it comes with words, then it is sent without being fetched from Slack, and the thread shows both', () => {
    const driver = claimed();
    write(driver, { text: 'This one?', files: 1, attachments });
    expect(byAgents(driver)).toEqual(['[photo: lid.png] This one?']);
    expect(onDesk(driver).map(({ text }) => text)).toEqual(['[photo: lid.png] This one?']);
    expect(driver.state().transcript.findLast(({ from }) => from === 'agent')?.file?.mediaId).toBe('998877');
  });

  it('when it comes alone, then the thread shows that', () => {
    const driver = claimed();
    write(driver, { text: '', files: 1, attachments });
    expect(onDesk(driver).map(({ text }) => text)).toEqual(['[photo: lid.png]']);
  });
});
