import { ASSISTANT_PAUSED, type Classification, type Draft } from '../../workflows/conversation/ports';
import { createDriver, PIETER, type Driver } from '../support/driver';

const MINUTE = 60_000;
const withheld = { class: 'not_sent' as const, code: ASSISTANT_PAUSED, reason: 'paused', retryable: false };

const texts = ({ sent }: Driver): string[] => sent.map(({ text }) => text);
const cards = ({ posts }: Driver): number => posts.filter(({ post }) => post.kind === 'card').length;
const answerOf = (driver: Driver) => driver.state().verdicts.at(-1);

function failSend(driver: Driver): void {
  const job = driver.running('send')[0];
  if (job === undefined) throw new Error('Nothing is being sent.');
  driver.fail(job, withheld);
}

describe('while operators have paused the assistant', () => {
  test('when a message comes in, then it goes to people with one card and one notice without the assistant’s button', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.classify({ assistantPaused: true });
    driver.settle();
    expect(driver.running()).toEqual([]);
    expect(driver.state()).toMatchObject({
      mode: 'paused',
      handoff: { status: 'waiting', reason: 'assistant_paused' },
    });
    expect(driver.sent).toEqual([expect.objectContaining({ text: 'already_waiting', buttons: [] })]);
    expect(cards(driver)).toBe(1);
  });

  test.each<[string, Partial<Classification>, Partial<Draft>, boolean]>([
    ['an answer', {}, {}, true],
    ['an offer', {}, { answerable: false }, true],
    ['a greeting', { intent: 'social', social: 'greeting' }, {}, true],
    ['that a person is coming', { wantsHuman: true }, {}, false],
  ])(
    'when %s is sent, then it is marked where it is said for the assistant',
    (_what, classified, drafted, expected) => {
      const driver = createDriver();
      driver.customer('How much is delivery?');
      driver.classify(classified);
      driver.draft(drafted);
      expect(driver.running('send').map((job) => job.kind === 'send' && job.request.forAssistant)).toEqual([expected]);
    },
  );

  test('when the draft says so before the classification, then no model is asked again and people get it', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    const draft = driver.running('draft')[0];
    if (draft !== undefined) driver.fail(draft, withheld);
    expect(driver.running().map(({ kind }) => kind)).toEqual(['classify']);
    driver.classify();
    expect(driver.state().handoff?.reason).toBe('assistant_paused');
  });

  test('when an answer was on its way out, then it counts as never said and its question goes to people', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft({ text: 'R60' });
    failSend(driver);
    driver.settle();
    const { transcript, memory, handoff } = driver.state();
    const said = transcript.filter(({ from }) => from !== 'event');
    expect(said.map(({ from, delivery, disposition }) => delivery ?? disposition ?? from)).toEqual([
      'cause',
      'cancelled',
      'sent',
    ]);
    expect(memory).toMatchObject({ firstContactSent: false, answers: [], assistantMessages: [] });
    expect(handoff?.reason).toBe('assistant_paused');
    expect(texts(driver)).toEqual(['already_waiting']);
  });

  test('when a notice of the assistant is withheld that nobody waits for, then no handoff is opened', () => {
    const driver = createDriver();
    driver.customer('I want a person');
    driver.classify({ wantsHuman: true });
    driver.settle();
    driver.command('takeOver');
    driver.agent('Here you are');
    driver.settle();
    driver.command('resume');
    failSend(driver);
    driver.settle();
    expect(driver.state().handoff).toBeUndefined();
    expect(texts(driver)).not.toContain('assistant_back');
  });

  test('when a customer asks for the assistant all the same, then he hears that people know, and gets no second card', () => {
    const driver = createDriver();
    driver.customer('I want a person');
    driver.classify({ wantsHuman: true });
    driver.settle();
    driver.tap('assistant');
    driver.customer('How much is delivery?');
    driver.classify({ assistantPaused: true });
    driver.settle();
    expect(driver.state()).toMatchObject({ mode: 'paused', handoff: { status: 'waiting' } });
    expect(driver.sent.at(-1)).toMatchObject({ text: 'already_waiting', buttons: [] });
    expect(cards(driver)).toBe(1);
  });

  test.each([
    ['the customer asks for a person', { wantsHuman: true }, 'human_requested'],
    ['the customer may be in danger', { intent: 'self_harm' as const, wantsAction: true }, 'self_harm'],
  ])('when %s, then that is the reason', (_what, classified, reason) => {
    const driver = createDriver();
    driver.customer('help');
    driver.classify({ ...classified, assistantPaused: true });
    expect(driver.state().handoff?.reason).toBe(reason);
  });
});

describe('an operator who pauses one conversation', () => {
  test('when the assistant thinks, then the model call is dropped and the customer hears that people have it', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.command('pause');
    expect(driver.running('draft')).toEqual([]);
    driver.settle();
    expect(answerOf(driver)).toMatchObject({ accepted: true, code: 'done' });
    expect(driver.state().handoff).toMatchObject({ status: 'waiting', reason: 'assistant_paused' });
    expect(texts(driver)).toEqual(['already_waiting']);
    expect(cards(driver)).toBe(1);
  });

  test('when nobody waits for an answer, then people get it and the customer hears nothing', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.answer('R60');
    driver.command('pause');
    driver.settle();
    expect(driver.state().mode).toBe('paused');
    expect(texts(driver)).toEqual(['R60']);
  });

  test('when the customer still has a button for the assistant, then it brings nothing back', () => {
    const driver = createDriver();
    driver.customer('I want a person');
    driver.classify({ wantsHuman: true });
    driver.settle();
    driver.command('pause');
    driver.tap('assistant');
    driver.settle();
    expect(driver.state()).toMatchObject({
      mode: 'paused',
      handoff: { reason: 'human_requested', otherReasons: ['assistant_paused'] },
    });
    driver.command('pause');
    expect(answerOf(driver)).toMatchObject({ accepted: false, code: 'with_people' });
  });

  test('when the team is being asked whether to resume, then it stays with the team', () => {
    const driver = createDriver();
    driver.customer('I want a person');
    driver.classify({ wantsHuman: true });
    driver.settle();
    driver.pass(30 * MINUTE);
    expect(driver.state().mode).toBe('confirming');
    driver.command('pause');
    expect(driver.state()).toMatchObject({ mode: 'paused', questions: {} });
  });

  test('when an agent has it or is taking it, then he is told so and nothing changes', () => {
    const driver = createDriver();
    driver.command('takeOver', { agent: PIETER });
    driver.settle();
    driver.command('pause');
    expect(answerOf(driver)).toMatchObject({ accepted: false, code: 'with_people' });
    expect(driver.state().handoff).toMatchObject({ status: 'claimed', agent: PIETER, otherReasons: [] });
  });
});
