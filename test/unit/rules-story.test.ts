import { cardView } from '../../workflows/conversation/card-view';
import { createDriver, PIETER } from '../support/driver';
import { PATIENT } from '../support/settings';

const MINUTE = 60_000;

function handedOff() {
  const driver = createDriver(PATIENT);
  driver.customer('It was delivered but a part is missing');
  driver.classify({ intent: 'complaint', wantsAction: true });
  driver.settle();
  return driver;
}

describe('the story by the rules alone', () => {
  test('when a question is answerable, then one answer goes out', () => {
    const driver = createDriver();
    driver.customer('What are your trading hours?');
    driver.answer('Mon to Fri');
    expect(driver.sent.map(({ text }) => text)).toEqual(['Mon to Fri']);
    expect(driver.state()).toMatchObject({ mode: 'active', turns: 1 });
  });

  test('when only people may do it, then the draft is never sent and one card is posted', () => {
    const driver = handedOff();
    expect(driver.sent.map(({ text }) => text)).toEqual(['handoff_open']);
    expect(driver.posts.map(({ post }) => post.kind)).toEqual(['card', 'card_update']);
    const { lastMessages } = cardView(driver.state(), 1);
    expect(lastMessages.map(({ from }) => from)).toEqual(['customer']);
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'waiting', reason: 'complaint' } });
    expect(driver.running()).toEqual([]);
  });

  test('when more was asked before the handoff than a card usually shows, then nothing that is owed is left out', () => {
    const driver = createDriver(PATIENT);
    const words = ['One', 'Two', 'Three', 'Four', 'Five', 'My parcel is missing a part'];
    words.forEach((text) => driver.customer(text));
    driver.classify({ intent: 'complaint', wantsAction: true });
    ['Six', 'Seven', 'Eight'].forEach((text) => driver.customer(text));
    const shown = cardView(driver.state(), 1).lastMessages.map(({ text }) => text);
    expect(shown.slice(0, 5)).toEqual(words.slice(1));
  });

  test('when an agent takes over, writes and is silent for 30 minutes, then only a confirmation resumes', () => {
    const driver = handedOff();
    driver.pass(2 * MINUTE);
    const takenAt = driver.now();
    driver.command('takeOver');
    driver.settle();
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', agent: { name: 'Thandi' } });
    driver.agent('I will send the part');
    driver.settle();
    expect(driver.sent.map(({ text }) => text)).toEqual(['handoff_open', 'I will send the part']);
    driver.customer('Thanks, when?');
    driver.settle();
    expect(driver.running()).toEqual([]);
    driver.pass(30 * MINUTE - 1);
    expect(driver.state().mode).toBe('paused');
    driver.pass(1);
    driver.settle();
    expect(driver.state().mode).toBe('confirming');
    expect(cardView(driver.state(), 1)).toMatchObject({ agent: { name: 'Thandi' }, changedAt: takenAt });
    driver.pass(10 * MINUTE);
    driver.settle();
    expect(driver.sent.at(-1)?.text).toBe('ask_resume');
    driver.pass(20 * 60 * MINUTE);
    expect(driver.state().mode).toBe('confirming');
    driver.tap('assistant');
    expect(driver.state()).toMatchObject({ mode: 'active' });
    expect(driver.state().handoff).toBeUndefined();
    expect(driver.running('classify')).toHaveLength(1);
  });

  test('when a takeover comes while an answer is in flight, then it is acknowledged after the outcome', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft();
    expect(driver.running('send')).toHaveLength(1);
    driver.command('takeOver');
    expect(driver.state().verdicts).toEqual([]);
    driver.command('takeOver', { agent: PIETER });
    expect(driver.state().verdicts).toMatchObject([{ accepted: false, code: 'being_taken_over', name: 'Thandi' }]);
    driver.send();
    expect(driver.state().verdicts).toMatchObject([{}, { accepted: true, code: 'done' }]);
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', reason: 'agent_initiated' });
  });

  test('when the same question comes a third time, then the offer; yes hands off, no goes on', () => {
    for (const answer of ['ja', 'No']) {
      const driver = createDriver();
      for (let round = 0; round < 3; round += 1) {
        driver.customer('What are your trading hours?');
        driver.answer('Mon to Fri', { questionKey: 'trading-hours' });
        driver.pass(MINUTE);
      }
      expect(driver.sent.map(({ text }) => text)).toEqual(['Mon to Fri', 'Mon to Fri', 'offer']);
      driver.customer(answer);
      driver.settle();
      if (answer === 'ja') expect(driver.state().handoff).toMatchObject({ reason: 'offer_accepted' });
      else expect(driver.sent.at(-1)?.text).toBe('offer_declined');
    }
  });

  test('when an unclaimed customer prefers the assistant, then it comes back and the request stays open', () => {
    const driver = handedOff();
    driver.customer('What are your hours?');
    driver.tap('assistant');
    expect(driver.state()).toMatchObject({ mode: 'active', handoff: { status: 'waiting' } });
    driver.answer('Mon to Fri');
    expect(driver.sent.at(-1)?.text).toBe('Mon to Fri');
  });
});
