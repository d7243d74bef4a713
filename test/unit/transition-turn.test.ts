import { createDriver, type Driver } from '../support/driver';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const texts = (driver: Driver): string[] => driver.sent.map(({ text }) => text);

function messages(driver: Driver, kind: 'classify' | 'draft'): string[] {
  const [job] = driver.running(kind);
  return job?.kind === 'classify' || job?.kind === 'draft' ? job.request.messages : [];
}

describe('a turn', () => {
  test('when a message comes, then it is classified and drafted at the same time', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    expect(driver.running().map(({ kind }) => kind)).toEqual(['classify', 'draft']);
  });

  test('when more comes before the answer begins, then one answer covers everything', () => {
    const driver = createDriver();
    driver.customer('hello');
    driver.customer('How much is delivery?');
    driver.classify();
    driver.customer('To Durban');
    expect(messages(driver, 'classify')).toEqual(['hello', 'How much is delivery?', 'To Durban']);
    expect(messages(driver, 'draft')).toEqual(['hello', 'How much is delivery?', 'To Durban']);
    driver.answer('R80');
    expect(texts(driver)).toEqual(['R80']);
  });

  test('when the customer goes on writing, then after three restarts the answer goes out and the rest is the next turn', () => {
    const driver = createDriver();
    for (let number = 0; number < 6; number += 1) driver.customer(`part ${number}`);
    expect(messages(driver, 'draft')).toEqual(['part 0', 'part 1', 'part 2', 'part 3']);
    driver.answer('first');
    expect(messages(driver, 'draft')).toEqual(['part 4', 'part 5']);
    driver.answer('second');
    expect(texts(driver)).toEqual(['first', 'second']);
  });

  test('when the classification decides a handoff, then the draft is let go and never sent', () => {
    const driver = createDriver();
    driver.customer('I want a refund');
    const [draft] = driver.running('draft');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    expect(driver.running('draft')).toEqual([]);
    if (draft)
      driver.finish(draft, {
        kind: 'draft',
        value: { engine: 'openai', answerable: true, text: 'Sure', basis: 'x', violations: [] },
      });
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open']);
  });

  test('when the draft is there first, then it waits for the classification', () => {
    const driver = createDriver();
    driver.customer('I want a refund');
    driver.draft({ text: 'Sure' });
    driver.settle();
    expect(driver.sent).toEqual([]);
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.settle();
    expect(texts(driver)).toEqual(['handoff_open']);
  });

  test('when the model fails twice, then the local engine is asked; when that fails, people', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.draft();
    const engines: string[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const [job] = driver.running('classify');
      if (job?.kind === 'classify') engines.push(job.request.engine);
      if (job) driver.fail(job);
    }
    expect(engines).toEqual(['configured', 'configured', 'local']);
    expect(driver.state().handoff?.reason).toBe('assistant_unavailable');
  });

  test('when the model says that trying again is useless, then the local engine is asked at once', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    const [job] = driver.running('draft');
    if (job) driver.fail(job, { retryable: false });
    const [next] = driver.running('draft');
    expect(next?.kind === 'draft' && next.request.engine).toBe('local');
  });

  test.each([
    ['a question', 'How much is delivery?', 1],
    ['a greeting', 'hello', 4],
  ])('when it is %s, then the draft is not to return earlier than it should', (_what, text, seconds) => {
    const driver = createDriver();
    driver.customer(text);
    const [job] = driver.running('draft');
    expect(job?.kind === 'draft' && job.request.notBefore - driver.now()).toBe(seconds * SECOND);
  });

  test('when a button of a template was tapped, then one second', () => {
    const driver = createDriver();
    driver.customer({ kind: 'button', id: 'template-7', title: 'Delivery fees' });
    const [job] = driver.running('draft');
    expect(job?.kind === 'draft' && job.request.notBefore - driver.now()).toBe(SECOND);
  });

  test('when messages have waited for their turn, then they wait no longer', () => {
    const driver = createDriver();
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft();
    driver.customer('hello');
    driver.pass(10 * SECOND);
    driver.settle();
    const [job] = driver.running('draft');
    expect(job?.kind === 'draft' && job.request.notBefore).toBe(driver.now());
  });

  test('when only a voice note came, then no model is asked', () => {
    const driver = createDriver();
    driver.customer({ kind: 'media', media: 'audio', voice: true, mediaId: 'm', mimeType: 'audio/ogg' });
    driver.settle();
    expect(texts(driver)).toEqual(['cannot_read']);
    expect(driver.state().memory.modelCalls).toEqual([]);
  });

  test.each([
    ['30 messages', { dailyAssistantMessages: 2 }],
    ['60 model calls', { dailyModelCalls: 4 }],
  ])('when the day has used up its %s, then people', (_what, settings) => {
    const driver = createDriver(settings);
    for (let question = 0; question < 2; question += 1) {
      driver.customer(`Question ${question}?`);
      driver.answer(`answer ${question}`);
      driver.pass(MINUTE);
    }
    driver.customer('One more question?');
    expect(driver.state().handoff?.reason).toBe('budget_exhausted');
    driver.command('resolve');
    driver.pass(24 * 60 * MINUTE);
    driver.customer('One more question?');
    expect(driver.running('classify')).toHaveLength(1);
  });

  test('when two questions in a row have no answer, then an offer and then people', () => {
    const driver = createDriver();
    driver.customer('Do you sell boats?');
    driver.answer('', {}, { answerable: false });
    expect(texts(driver)).toEqual(['offer']);
    driver.customer('Do you rent them?');
    driver.answer('', {}, { answerable: false });
    expect(driver.state().handoff?.reason).toBe('not_answerable');
  });

  test('when an answer comes after the offer, then a "yes" is an ordinary word', () => {
    const driver = createDriver();
    driver.customer('Do you sell boats?');
    driver.answer('', {}, { answerable: false });
    driver.customer('How much is delivery?');
    driver.answer('R60');
    driver.customer('yes');
    expect(driver.state().mode).toBe('active');
    expect(driver.running('classify')).toHaveLength(1);
  });

  test('when the offer is a day old, then a "yes" is an ordinary word', () => {
    const driver = createDriver();
    driver.customer('Do you sell boats?');
    driver.answer('', {}, { answerable: false });
    driver.pass(24 * 60 * MINUTE);
    driver.customer('yes');
    expect(driver.state().mode).toBe('active');
  });

  test('when it is the first answer, then it introduces the assistant; the second does not', () => {
    const driver = createDriver();
    const first = (): unknown => {
      const [job] = driver.running('send');
      return job?.kind === 'send' && job.request.content.firstContact;
    };
    driver.customer('How much is delivery?');
    driver.classify();
    driver.draft();
    expect(first()).toBe(true);
    driver.settle();
    driver.customer('And to Durban?');
    driver.classify();
    driver.draft({ text: 'R80' });
    expect(first()).toBe(false);
  });

  test.each([
    ['an offer', {}, { answerable: false }],
    ['a refusal', { intent: 'out_of_scope' as const }, {}],
    ['a greeting', { intent: 'social' as const, social: 'greeting' as const }, {}],
  ])('when the first answer is %s, then that introduces the assistant, once', (_what, classified, drafted) => {
    const driver = createDriver();
    const introduces = (): unknown => {
      const [job] = driver.running('send');
      return job?.kind === 'send' && job.request.content.firstContact;
    };
    driver.customer('Do you sell boats?');
    driver.classify(classified);
    driver.draft(drafted);
    expect(introduces()).toBe(true);
    driver.settle();
    driver.customer('And how much is delivery?');
    driver.classify();
    driver.draft({ text: 'R80' });
    expect(introduces()).toBe(false);
  });
});
