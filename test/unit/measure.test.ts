import { measure, type Measurement } from '../../workflows/conversation/measure';
import { createDriver } from '../support/driver';

const MINUTE = 60_000;

function measured() {
  const measurements: Measurement[] = [];
  const driver = createDriver({}, (before, after) => void measurements.push(...measure(before, after)));
  const of = <K extends Measurement['kind']>(kind: K) =>
    measurements.filter((one): one is Extract<Measurement, { kind: K }> => one.kind === kind);
  return { driver, of, turns: () => of('turn').map(({ outcome }) => outcome) };
}

/** The customer wants a refund; a card is in the channel. */
function handedOff() {
  const scene = measured();
  scene.driver.customer('I want my money back');
  scene.driver.classify({ intent: 'refund_request', wantsAction: true });
  return scene;
}

describe('what is measured', () => {
  test('when the assistant answers, then one turn is answered, however often the send is tried', () => {
    const { driver, of, turns } = measured();
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft();
    driver.fail(driver.running('send')[0]!, { class: 'not_sent', retryable: true });
    driver.pass(MINUTE);
    driver.settle();
    expect(driver.sent).toHaveLength(1);
    expect(turns()).toEqual(['answered']);
    expect(of('handoff')).toEqual([]);
  });

  test('when a person is offered, greeted or refused, then those turns are told apart', () => {
    const { driver, turns } = measured();
    driver.customer('Hello there');
    driver.answer('', { intent: 'social', social: 'greeting' });
    driver.customer('What is the capital of France?');
    driver.answer('', { intent: 'out_of_scope' });
    driver.customer('Do you sell boats?');
    driver.answer('', {}, { answerable: false });
    expect(turns()).toEqual(['notice', 'notice', 'offered']);
  });

  test('when people get it, then the handoff, its card and the way to a person are each measured once', () => {
    const { driver, of, turns } = handedOff();
    driver.pass(2_000);
    driver.settle();
    driver.pass(4 * MINUTE);
    driver.command('takeOver');
    driver.settle();
    driver.pass(MINUTE);
    driver.agent('It is on its way');
    driver.settle();
    driver.agent('And it has arrived');
    driver.settle();
    expect(of('handoff')).toEqual([{ kind: 'handoff', reason: 'refund_request' }]);
    expect(of('card')).toEqual([{ kind: 'card', seconds: 2 }]);
    expect(of('human')).toEqual([
      { kind: 'human', until: 'picked_up', seconds: 242 },
      { kind: 'human', until: 'answered', seconds: 302 },
    ]);
    expect(turns()).toEqual(['handed_off']);
  });

  test('when an agent takes an active conversation, then nobody has waited for him', () => {
    const { driver, of, turns } = measured();
    driver.customer('How much is delivery?');
    driver.command('takeOver');
    driver.settle();
    driver.agent('I have it');
    driver.settle();
    expect(of('handoff')).toEqual([{ kind: 'handoff', reason: 'agent_initiated' }]);
    expect(of('human')).toEqual([]);
    expect(turns()).toEqual(['taken_over']);
  });

  test('when thanks need no answer, then the turn is silent', () => {
    const { driver, turns } = measured();
    for (const text of ['thanks', 'thank you']) {
      driver.customer(text);
      driver.answer('', { intent: 'social', social: 'thanks' });
    }
    expect(turns()).toEqual(['notice', 'silent']);
  });

  test('when nobody knows what became of a message, then it is counted once, when a person is told', () => {
    const { driver, of } = measured();
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft();
    driver.fail(driver.running('send')[0]!);
    expect(of('unconfirmed')).toEqual([]);
    driver.pass(5 * MINUTE);
    driver.settle();
    expect(of('unconfirmed')).toEqual([{ kind: 'unconfirmed', author: 'assistant' }]);
    expect(of('handoff')).toEqual([{ kind: 'handoff', reason: 'delivery_unconfirmed' }]);
  });
});
