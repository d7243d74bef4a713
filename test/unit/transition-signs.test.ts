import type { AgentMessageChange, DeliveryStatus } from '../../workflows/conversation/messages';
import { createClaimed, PIETER, THANDI, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const claimed = (rules?: number): Driver => createClaimed(PATIENT, rules);

const told = (driver: Driver) => driver.posts.flatMap(({ post }) => (post.kind === 'ephemeral' ? [post.text] : []));

describe('the cross at a message that was not delivered', () => {
  const signs = (driver: Driver) =>
    driver.posts.flatMap(({ post }) =>
      post.kind === 'reaction' ? [`${post.gone === true ? '-' : ''}${post.name}`] : [],
    );
  const last = (driver: Driver) => driver.sent.at(-1)?.intentId ?? '';
  const status = (driver: Driver, how: DeliveryStatus['status'], intentId = last(driver)): void => {
    const error = how === 'failed' ? { error: { code: '131026', reason: 'not on WhatsApp' } } : {};
    const about = { intentId, messageId: 'out', status: how, at: driver.now(), ...error };
    driver.apply({ type: 'deliveryStatus', at: driver.now(), status: about });
    driver.settle();
  };
  const failed = (rules?: number): Driver => {
    const driver = claimed(rules);
    driver.agent('It is on its way');
    driver.settle();
    status(driver, 'failed');
    return driver;
  };
  const again = (driver: Driver): void => {
    driver.command('sendAgain', { intentId: last(driver) });
    driver.settle();
  };

  test('when the same words are sent again and delivered, then it goes as the check mark comes', () => {
    const driver = failed();
    again(driver);
    expect(signs(driver)).toEqual(['x']);
    status(driver, 'delivered');
    status(driver, 'read');
    expect(signs(driver)).toEqual(['x', 'white_check_mark', '-x', 'eyes']);
  });

  test('when another part of the same message has failed as well, then it stays until that one arrives', () => {
    const driver = claimed();
    driver.agent('word '.repeat(1_000));
    driver.settle();
    const [one = '', two = ''] = driver.sent.slice(-2).map(({ intentId }) => intentId);
    for (const id of [one, two]) status(driver, 'failed', id);
    for (const id of [one, two]) driver.command('sendAgain', { intentId: id });
    const entries = driver.state().transcript.filter(({ delivery }) => delivery === 'failed');
    expect(entries.map(({ sentAgain }) => sentAgain)).toEqual([true, true]);
    driver.settle();
    const [first = '', second = ''] = driver.sent.slice(-2).map(({ intentId }) => intentId);
    status(driver, 'failed', second);
    status(driver, 'delivered', first);
    expect(signs(driver)).not.toContain('-x');
  });

  test('when nothing had failed, then nothing is taken away', () => {
    const driver = claimed();
    driver.agent('It is on its way');
    driver.settle();
    status(driver, 'delivered');
    expect(signs(driver)).toEqual(['white_check_mark']);
  });

  test('when the conversation began under an earlier rule set, then it stays as before', () => {
    const driver = failed(9);
    again(driver);
    status(driver, 'delivered');
    expect(signs(driver)).toEqual(['x', 'white_check_mark']);
  });
});

describe('a note in the thread', () => {
  let changes = 0;
  const note = (driver: Driver, id: string, text: string): void => {
    const threadTs = driver.state().cards.at(-1)?.ts ?? '0';
    const about = { id, channel: 'C1', threadTs, agent: THANDI, text };
    const message = { ...about, note: true, mentions: false, files: 0 };
    driver.apply({ type: 'agentMessage', at: driver.now(), message });
  };
  const change = (driver: Driver, messageId: string, edited?: { text: string; note: boolean }): void => {
    changes += 1;
    const threadTs = driver.state().cards.at(-1)?.ts ?? '0';
    const about = { id: `edit:${changes}`, messageId, channel: 'C1', threadTs, agent: THANDI };
    const told: AgentMessageChange =
      edited === undefined ? about : { ...about, edited: { mentions: false, ...edited } };
    driver.apply({ type: 'agentMessageChange', at: driver.now(), change: told });
    driver.settle();
  };
  const notes = (driver: Driver) =>
    driver.state().transcript.flatMap(({ from, text }) => (from === 'note' ? [text] : []));

  test('when it is edited in Slack, then the transcript reads the same; when it is deleted, then it says so', () => {
    const driver = claimed();
    note(driver, 'C1:7.1', 'He is angy');
    note(driver, 'C1:7.2', 'Call him');
    change(driver, 'C1:7.1', { text: 'He is angry', note: true });
    change(driver, 'C1:7.2');
    change(driver, 'C1:7.2');
    expect(notes(driver)).toEqual(['He is angry', '[deleted in Slack] Call him']);
    expect(told(driver)).toEqual([]);
  });

  test('when the sign of a note is taken off it, then it stays inside and its writer reads that', () => {
    const driver = claimed();
    note(driver, 'C1:7.1', 'He is angry');
    change(driver, 'C1:7.1', { text: 'Good day', note: false });
    expect(notes(driver)).toEqual(['Good day']);
    expect(driver.sent.filter(({ intentId }) => intentId.startsWith('h-'))).toEqual([]);
    expect(told(driver)).toEqual([expect.stringMatching(/^It stays inside/)]);
  });

  test('when a colleague’s words were kept as one, then it follows his message, too', () => {
    const driver = claimed();
    const id = driver.agent('I know him', PIETER);
    change(driver, id, { text: 'I know her', note: false });
    expect(notes(driver)).toEqual(['I know her']);
  });

  test('when the conversation began under an earlier rule set, then it stays as it was written', () => {
    const driver = claimed(9);
    note(driver, 'C1:7.1', 'He is angy');
    change(driver, 'C1:7.1', { text: 'He is angry', note: true });
    change(driver, 'C1:7.1');
    expect(notes(driver)).toEqual(['He is angy']);
  });
});

describe('a click that was not taken in time', () => {
  const click = (driver: Driver, signalled: boolean): void => {
    const source = { channel: 'C1', threadTs: '1.0' };
    const command = { updateId: 'click-1', kind: 'resolve' as const, agent: PIETER, source };
    driver.apply({ type: 'agentCommand', at: driver.now(), command, signalled });
    driver.settle();
  };

  test('when it is refused, then the clicker reads why once, whichever of its two ways comes first', () => {
    for (const ways of [
      [false, true],
      [true, false],
      [false, true, true],
      [true, true],
    ]) {
      const driver = claimed();
      for (const signalled of ways) click(driver, signalled);
      expect(told(driver)).toEqual([expect.stringMatching(/^Thandi has this conversation/)]);
      expect(driver.state().verdicts.filter(({ code }) => code === 'not_assignee')).toHaveLength(1);
    }
  });

  test('when it came as an update alone, then its answer went with that', () => {
    const driver = claimed();
    for (const signalled of [false, false]) click(driver, signalled);
    expect(told(driver)).toEqual([]);
  });

  test('when the conversation began under an earlier rule set, then only a signal that comes first is answered', () => {
    const driver = claimed(9);
    for (const signalled of [false, true]) click(driver, signalled);
    expect(told(driver)).toEqual([]);
  });
});
