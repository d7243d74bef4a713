import { createDriver } from '../support/driver';

describe('what people got because the model was away', () => {
  function away(words: string): ReturnType<typeof createDriver> {
    const driver = createDriver();
    driver.customer(words);
    for (const kind of ['classify', 'draft'] as const) driver.fail(driver.running(kind)[0]!, { retryable: false });
    driver.classify({ engine: 'local' });
    driver.draft({ engine: 'local', answerable: false });
    driver.settle();
    return driver;
  }

  test('when it is handed back with all the others, then the assistant answers what caused it, and the card is closed', () => {
    const driver = away('Does the coffee machine take pods?');
    expect(driver.state().handoff?.reason).toBe('assistant_unavailable');
    driver.command('resume', { onlyUnclaimed: true });
    driver.answer('Yes, it does.');
    driver.settle();
    expect(driver.sent.map(({ text }) => text)).toEqual(['handoff_open', 'Yes, it does.']);
    expect(driver.state()).toMatchObject({ mode: 'active', cards: [{ ended: { state: 'handed_back' } }] });
    expect(driver.state().handoff).toBeUndefined();
  });

  test('when the model then finds that people are needed, then they get it again', () => {
    const driver = away('My thing is not what it was, sort it');
    driver.command('resume', { onlyUnclaimed: true });
    driver.classify({ intent: 'complaint', wantsAction: true });
    driver.settle();
    expect(driver.state().handoff?.reason).toBe('complaint');
  });

  test('when somebody has taken it, or people were wanted for more than that, then it stays with them', () => {
    const claimed = away('Does the coffee machine take pods?');
    claimed.command('takeOver');
    claimed.settle();
    claimed.command('resume', { onlyUnclaimed: true });
    expect(claimed.state().mode).toBe('paused');

    const refund = createDriver();
    refund.customer('I want a refund');
    refund.classify({ intent: 'refund_request', wantsAction: true });
    refund.settle();
    refund.command('resume', { onlyUnclaimed: true });
    expect(refund.state().mode).toBe('paused');
    expect(refund.state().verdicts.at(-1)).toMatchObject({ accepted: false, code: 'stale_button' });
  });
});
