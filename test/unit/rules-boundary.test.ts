import { createDriver } from '../support/driver';

const MINUTE = 60_000;

/** A customer whom people have, who asked for them once more while nobody answered. */
function handedOff() {
  const driver = createDriver();
  driver.customer('I want to talk to a person');
  driver.classify({ wantsHuman: true });
  driver.settle();
  driver.customer('Hello? A person please!');
  driver.settle();
  return driver;
}

describe('what came in while people had the conversation', () => {
  test('when the customer asks the assistant after all, then his earlier wish for a person does not undo it', () => {
    const driver = handedOff();
    driver.tap('assistant');
    driver.answer('Mon to Fri', { wantsHuman: true });
    expect(driver.state()).toMatchObject({ mode: 'active', handoff: { status: 'waiting' } });
    expect(driver.sent.at(-1)?.text).toBe('Mon to Fri');
  });

  test('when he writes something new in the same turn, then only that is classified', () => {
    const driver = handedOff();
    driver.tap('assistant');
    driver.customer('What are your hours?');
    expect(driver.running('classify')[0]).toMatchObject({ request: { messages: ['What are your hours?'] } });
    expect(driver.running('draft')[0]).toMatchObject({
      request: { messages: ['Hello? A person please!', 'What are your hours?'] },
    });
    driver.classify({ wantsHuman: true });
    expect(driver.state()).toMatchObject({ mode: 'paused' });
  });

  test('when he taps [Yes, connect me] while he waits, then no turn comes of it later', () => {
    const driver = createDriver();
    driver.customer('Can you fly?');
    driver.answer('', {}, { answerable: false });
    driver.customer('I want a refund');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.settle();
    driver.tap('connect');
    driver.settle();
    expect(driver.posts.at(-1)?.post).toMatchObject({ kind: 'thread', line: { text: 'connect' } });
    driver.pass(31 * MINUTE);
    driver.command('resume', { question: driver.state().questions.agents?.question ?? 0 });
    driver.settle();
    expect(driver.state().mode).toBe('active');
    expect(driver.running()).toEqual([]);
    expect(driver.sent.at(-1)?.text).toBe('assistant_back');
  });
});
