import { WAITING_RULES } from '../../workflows/conversation/rules';
import { createClaimed, createDriver, type Driver } from '../support/driver';

const MINUTE = 60_000;

const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);

function waiting(rules?: number): Driver {
  const driver = createDriver({}, undefined, rules);
  driver.customer('I want my money back');
  driver.classify({ intent: 'refund_request', wantsAction: true });
  driver.settle();
  return driver;
}

describe('a customer who asks for the assistant while he waits for people', () => {
  test('when nothing else is to be answered, then he reads that it helps, and that his request stays open', () => {
    const driver = waiting();
    driver.tap('assistant');
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open', 'assistant_meanwhile']);
    expect(driver.state()).toMatchObject({ mode: 'active', handoff: { status: 'waiting' } });
  });

  test('when he has asked something meanwhile, then he gets the answer to that alone', () => {
    const driver = waiting();
    driver.customer('How much is delivery?');
    driver.settle();
    driver.tap('assistant');
    driver.answer('R85');
    expect(texts(driver)).toEqual(['handoff_open', 'R85']);
  });

  test('when he has said stop, then his tap asks for the sentence all the same', () => {
    const driver = waiting();
    driver.customer('STOP');
    driver.settle();
    driver.tap('assistant');
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open', 'opted_out', 'assistant_meanwhile']);
  });

  test('when an agent has it by the time it would go out, then it does not', () => {
    const driver = waiting();
    driver.tap('assistant');
    driver.fail(driver.running('send')[0]!, { class: 'not_sent', retryAfterMs: MINUTE });
    driver.command('takeOver');
    driver.settle();
    driver.pass(2 * MINUTE);
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open']);
  });

  test('when an agent has never written, and he is asked and chooses the assistant, then he reads it as well', () => {
    const driver = createClaimed({ escalateAfterMs: 60 * MINUTE });
    driver.pass(41 * MINUTE);
    driver.settle();
    expect(texts(driver).at(-1)).toBe('ask_resume');
    driver.tap('assistant');
    driver.settle();
    expect(texts(driver).at(-1)).toBe('assistant_meanwhile');
  });

  test('when the run began under earlier rules, then he reads nothing', () => {
    const driver = waiting(WAITING_RULES - 1);
    driver.tap('assistant');
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open']);
  });
});
