import { details } from '../../workflows/conversation/details';
import { createDriver, PIETER, type Driver } from '../support/driver';
import { PATIENT } from '../support/settings';

const MINUTE = 60_000;

function complaint(): Driver {
  const driver = createDriver();
  driver.customer('my secret parcel is broken');
  driver.classify({ intent: 'complaint', wantsAction: true, issue: 'a secret parcel' });
  return driver;
}

const shown = (driver: Driver): string => details(driver.state());
const headline = (driver: Driver): string => shown(driver).split('\n')[0] ?? '';

describe('what Temporal UI shows of a conversation', () => {
  test('when a customer waits, then it says for whom, since when, why, what comes next and what was decided', () => {
    const driver = complaint();
    driver.settle();
    driver.pass(2 * MINUTE);
    expect(shown(driver)).toBe(
      [
        '**Waiting for an agent since 2026-11-23 08:00. Complaint: something is missing, damaged or wrong.**',
        '',
        '| | |',
        '|---|---|',
        '| Who may speak | the agents, nobody has it yet (mode `paused` since 2026-11-23 08:00) |',
        '| Handoff | number 1, `waiting`, `complaint`, opened 2026-11-23 08:00 |',
        '| Owed since | 2026-11-23 08:00 |',
        '| Next | 2026-11-23 08:05: if nobody has answered by then, people are called |',
        '| Window | closes 2026-11-24 08:00 |',
        '| Turns | 0, engine `openai` |',
        '',
        '**Decided, the newest first**',
        '',
        '- 2026-11-23 08:00:00: handoff complaint',
        '- 2026-11-23 08:00:00: 3 only people may do this (complaint)',
      ].join('\n'),
    );
  });

  test.each<[string, RegExp, (driver: Driver) => void]>([
    ['an agent has it', /^\*\*With Pieter since 2026-11-23 08:01\. Complaint/, (driver) => take(driver)],
    [
      'the assistant helps meanwhile',
      /^\*\*The assistant helps meanwhile\. The request to people is open\./,
      (driver) => void driver.tap('assistant'),
    ],
    ['it is put off', /^\*\*Put off since/, (driver) => snooze(driver)],
    [
      'it is resolved',
      /^\*\*The assistant answers, since 2026-11-23 08:01\.\*\*$/,
      (driver) => void driver.command('resolve'),
    ],
    [
      'it stands still',
      /^\*\*Stopped because of an internal error/,
      (driver) => driver.apply({ type: 'parked', at: driver.now() }),
    ],
  ])('when %s, then the first line says so', (_what, line, act) => {
    const driver = complaint();
    driver.settle();
    driver.pass(MINUTE);
    act(driver);
    expect(headline(driver)).toMatch(line);
  });

  test('when a takeover waits for a message in flight, then the first line and the queue say so', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft();
    driver.command('takeOver', { agent: PIETER });
    expect(headline(driver)).toBe('**Pieter is taking over: a message is still on its way.**');
    expect(shown(driver)).toContain('| On its way | 1 message to WhatsApp; 2 posts to Slack |');
  });

  test('when Slack or WhatsApp does not take what is said, then the attempts are told', () => {
    const driver = complaint();
    for (const kind of ['send', 'slack'] as const) {
      const job = driver.running(kind)[0];
      if (job !== undefined) driver.fail(job, { class: 'not_sent' });
    }
    expect(shown(driver)).toContain(
      '| On its way | 1 message to WhatsApp, the first in attempt 2; 1 post to Slack, the first in attempt 2 |',
    );
  });

  test('when nobody can say whether a message arrived, then it is told, until a status comes', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft();
    const send = driver.running('send')[0];
    if (send === undefined) throw new Error('Nothing is being sent.');
    driver.fail(send, { class: 'unknown' });
    expect(shown(driver)).toContain('| Unconfirmed | 1 may still be confirmed |');
    driver.pass(MINUTE);
    expect(shown(driver)).toContain('| Unconfirmed | 1 nobody can say: people were told |');
  });

  test('when the assistant thinks and the team is asked, then both are told', () => {
    const driver = createDriver(PATIENT);
    driver.customer('How much is delivery?');
    expect(shown(driver)).toContain('| On its way | turn 1: the assistant thinks |');
    take(driver);
    driver.pass(31 * MINUTE);
    expect(shown(driver)).toContain('Pieter; somebody has to confirm before the assistant is back (mode `confirming`');
  });

  test('when a name has characters of Markdown, then the table stays a table', () => {
    const driver = complaint();
    driver.command('takeOver', { agent: { id: 'U1', name: 'Thandi | **the** <b>best</b>' } });
    driver.settle();
    expect(shown(driver)).not.toMatch(/\*\*the\*\*|<b>|Thandi \|/);
  });
});

function take(driver: Driver): void {
  driver.command('takeOver', { agent: PIETER });
  driver.settle();
}

function snooze(driver: Driver): void {
  take(driver);
  driver.command('snooze', { agent: PIETER, until: driver.now() + 60 * MINUTE });
}
