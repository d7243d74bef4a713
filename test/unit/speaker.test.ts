import type { Settings } from '../../workflows/conversation/settings';
import { createDriver, PIETER, THANDI, type Driver } from '../support/driver';

/** Who stood before each message of people and of the assistant. */
function shift(agentNames?: Settings['agentNames'], rules?: number) {
  const driver = createDriver(agentNames === undefined ? {} : { agentNames }, undefined, rules);
  const named: unknown[] = [];
  const settle = (): void => {
    for (let job = driver.running('send')[0]; job?.kind === 'send'; job = driver.running('send')[0]) {
      const { content, speaker } = job.request;
      if (content.kind === 'text') named.push(speaker ?? '');
      driver.send();
    }
    driver.settle();
  };
  return { driver, named, settle };
}

function claimed(driver: Driver, settle: () => void): void {
  driver.customer('I want a refund');
  driver.classify({ intent: 'refund_request', wantsAction: true });
  settle();
  driver.command('takeOver');
  settle();
}

const says = (driver: Driver, settle: () => void, text: string, agent = THANDI): void => {
  driver.agent(text, agent);
  settle();
};

const asks = (driver: Driver, settle: () => void): void => {
  driver.customer('What are your hours?');
  driver.classify();
  driver.draft({ text: 'Nine to five', basis: 'hours' });
  settle();
};

describe('who is named before a message', () => {
  test('when an agent writes several, then the first has the name, also where the customer wrote in between', () => {
    const { driver, named, settle } = shift('first_name');
    claimed(driver, settle);
    says(driver, settle, 'one');
    driver.customer('thanks');
    says(driver, settle, 'two');
    expect(named).toEqual([{ agent: 'Thandi' }, '']);
  });

  test('when a colleague takes it over, then her first message has her name', () => {
    const { driver, named, settle } = shift('first_name');
    claimed(driver, settle);
    says(driver, settle, 'one');
    driver.command('takeOver', { agent: PIETER, from: { agent: THANDI.id, reason: 'at lunch' } });
    settle();
    says(driver, settle, 'two', PIETER);
    expect(named).toEqual([{ agent: 'Thandi' }, { agent: 'Pieter' }]);
  });

  test('when it is handed back, then the first answer is named, the next is not, and neither is one before any agent', () => {
    const { driver, named, settle } = shift('first_name');
    asks(driver, settle);
    claimed(driver, settle);
    says(driver, settle, 'one');
    driver.command('resume', { epoch: driver.state().epoch });
    settle();
    asks(driver, settle);
    asks(driver, settle);
    expect(named).toEqual(['', { agent: 'Thandi' }, 'assistant', '']);
  });

  test('when the same agent is back after the assistant had it, then he is named again', () => {
    const { driver, named, settle } = shift('first_name');
    claimed(driver, settle);
    says(driver, settle, 'one');
    driver.command('resolve');
    settle();
    driver.command('takeOver');
    settle();
    says(driver, settle, 'two');
    expect(named).toEqual([{ agent: 'Thandi' }, { agent: 'Thandi' }]);
  });

  test('when a message is tried again, then it has the name again', () => {
    const { driver, named, settle } = shift('first_name');
    claimed(driver, settle);
    driver.agent('one');
    const job = driver.running('send')[0]!;
    driver.fail(job, { class: 'not_sent' });
    driver.pass(5_000);
    settle();
    expect(named).toEqual([{ agent: 'Thandi' }]);
  });

  test('when a message in doubt is sent again, then it has the name again: nobody knows whether the first arrived', () => {
    const { driver, named, settle } = shift('first_name');
    claimed(driver, settle);
    driver.agent('one');
    driver.fail(driver.running('send')[0]!, { class: 'unknown' });
    driver.pass(31_000);
    settle();
    const intentId = driver.state().transcript.find(({ delivery }) => delivery === 'unconfirmed')?.intentId ?? '';
    driver.command('sendAgain', { intentId });
    settle();
    expect(named).toEqual([{ agent: 'Thandi' }]);
  });

  test('when a text fills a message, then there is room for the name before its first part alone', () => {
    const { driver, settle, named } = shift('full_name');
    const grace = { id: 'U_GRACE', name: `Grace *M*\n${'x'.repeat(80)}` };
    driver.customer('I want a refund');
    driver.command('takeOver', { agent: grace });
    settle();
    says(driver, settle, 'word '.repeat(1_600), grace);
    const parts = driver.sent.filter(({ text }) => text.startsWith('word'));
    for (const { text } of parts) expect(text.length).toBeLessThanOrEqual(4_096 - 44);
    expect(named).toEqual([{ agent: `Grace M ${'x'.repeat(32)}` }, '']);
  });

  test.each<[Settings['agentNames'], number | undefined]>([
    ['off', undefined],
    [undefined, undefined],
    ['first_name', 8],
  ])('when names are %s under the rules %s, then nobody is named', (agentNames, rules) => {
    const { driver, named, settle } = shift(agentNames, rules);
    claimed(driver, settle);
    says(driver, settle, 'one');
    driver.command('resume', { epoch: driver.state().epoch });
    settle();
    asks(driver, settle);
    expect(named).toEqual(['', '']);
  });
});
