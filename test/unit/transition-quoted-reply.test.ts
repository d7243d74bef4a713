import { createDriver, THANDI, type Driver } from '../support/driver';

const HOLD = 10_000;
const DAY = 24 * 60 * 60_000;

/** Thandi has it; the customer has asked two things. */
function claimed(rules?: number) {
  const driver = createDriver({ holdMs: 5_000 }, undefined, rules);
  driver.customer('I want to talk to a person');
  driver.classify({ wantsHuman: true });
  driver.settle();
  driver.command('takeOver');
  const lid = driver.customer('Which lid fits the  BIG pot?\nThe red one');
  const close = driver.customer('And when do you close?');
  driver.settle();
  return { driver, lid, close };
}

/** What goes to WhatsApp of words of Thandi's. */
function written(driver: Driver, text: string) {
  driver.agent(text);
  driver.pass(HOLD);
  const requests = driver.running('send').flatMap((job) => (job.kind === 'send' ? [job.request.content] : []));
  driver.settle();
  return requests;
}

const lineOf = (driver: Driver, words: string) => driver.state().transcript.findLast(({ text }) => text === words);

describe('words that begin with a quotation', () => {
  it.each([
    ['as it was written', '> And when do you close?\nAt five.', 'close'],
    ['a part of it, in small letters and with other spaces', '>which lid fits the big pot?\nThe blue one.', 'lid'],
    ['of two lines', '> Which lid fits the BIG pot?\n> The red one\n\nYes.', 'lid'],
  ] as const)('when it is the customer’s, %s, then they answer that message', (_how, text, which) => {
    const { driver, ...ids } = claimed();
    const words = text.split('\n').at(-1)!;
    const answers = expect.objectContaining({ messageId: ids[which] });
    expect(written(driver, text)).toEqual([expect.objectContaining({ text: words, answers })]);
    expect(driver.state().transcript.findLast(({ from }) => from === 'agent')?.quoted).toMatch(
      /^(?:Which lid|And when)/,
    );
  });

  it('when two messages say it, then they answer the newer one', () => {
    const { driver } = claimed();
    const messageId = driver.customer('And when do you close?');
    driver.settle();
    expect(written(driver, '> when do you close\nAt five.')).toMatchObject([{ answers: { messageId } }]);
  });

  it('when an agent has said the same since, then they still answer the customer', () => {
    const { driver } = claimed();
    const messageId = driver.customer('rendered');
    written(driver, 'Whatever it is');
    expect(lineOf(driver, 'rendered')?.from).toBe('agent');
    expect(written(driver, '> rendered\nYes.')).toMatchObject([{ answers: { messageId } }]);
  });

  it('when a newer message only has it in it, then they answer the one that says just this', () => {
    const { driver } = claimed();
    const messageId = driver.customer('Yes');
    driver.customer('My parcel arrived yesterday, but wet');
    driver.settle();
    expect(written(driver, '> yes\nGreat, I order it.')).toMatchObject([{ answers: { messageId } }]);
  });

  it('when what the customer said reads like a note, or asks for a number, then the answer goes to him all the same', () => {
    const { driver } = claimed();
    const messageId = driver.customer('Note: should I send you my ID number?');
    driver.settle();
    const judged = { note: true, sensitive: 'asked' as const, ownWords: { note: false } };
    driver.agent('> Note: should I send you my ID number?\nNo need.', THANDI, [], judged);
    driver.pass(HOLD);
    expect(driver.state().outbox[0]?.content).toMatchObject({ text: 'No need.', answers: { messageId } });
    driver.settle();
    driver.agent('> note: a liar\nno refund', THANDI, [], judged);
    driver.pass(HOLD);
    expect(driver.state().outbox).toEqual([]);
    expect(driver.state().transcript.at(-1)).toMatchObject({ from: 'note' });
  });

  it('when a file comes with a quotation alone, then the file answers', () => {
    const { driver, lid: messageId } = claimed();
    driver.agent('> which lid fits', THANDI, [{ fileId: 'F1', name: 'lid.png' }]);
    driver.pass(HOLD);
    expect(driver.state().outbox.map(({ content }) => content)).toEqual([
      expect.objectContaining({ kind: 'file', answers: expect.objectContaining({ messageId }) }),
    ]);
    expect(driver.state().outbox[0]?.content).not.toHaveProperty('caption');
  });

  it('when they have failed and are sent again, then they answer the same message', () => {
    const { driver, close: messageId } = claimed();
    driver.agent('> And when do you close?\nAt five.');
    driver.pass(HOLD);
    driver.fail(driver.running('send')[0]!, { class: 'not_sent', code: '131000', reason: 'No.', retryable: false });
    driver.settle();
    const { intentId } = driver.state().transcript.findLast(({ from }) => from === 'agent')!;
    driver.command('sendAgain', { intentId: intentId! });
    expect(driver.state().outbox[0]?.content).toMatchObject({ text: 'At five.', answers: { messageId } });
  });

  it.each([
    ['nobody has said it', '> Is there parking?\nYes.'],
    ['an agent has', '> Let me look\nDone.'],
    ['nothing follows it', '> And when do you close?'],
    ['it is empty', '>\nAt five.'],
    ['it does not come first', 'At five.\n> And when do you close?\nSo there.'],
  ])('when %s, then they go out as they are', (_when, text) => {
    const { driver } = claimed();
    written(driver, 'Let me look');
    const [content] = written(driver, text);
    expect(content).toMatchObject({ kind: 'text', text });
    expect(content).not.toHaveProperty('answers');
  });

  it('when they are longer than one message, then only the first answers', () => {
    const { driver, close } = claimed();
    driver.agent(`> And when do you close?\n${'At five. '.repeat(700)}`);
    driver.pass(HOLD);
    const contents = driver.state().outbox.map(({ content }) => 'answers' in content && content.answers?.messageId);
    expect(contents).toEqual([close, false]);
  });

  it('when they come with a file, then the file answers; where the file is not taken, the words do', () => {
    const { driver, lid: messageId } = claimed();
    driver.agent('> which lid fits\nThis one', THANDI, [{ fileId: 'F1', name: 'lid.png' }]);
    driver.pass(HOLD);
    expect(driver.state().outbox[0]?.content).toMatchObject({ caption: 'This one', answers: { messageId } });
    driver.fail(driver.running('upload')[0]!, { class: 'rejected', code: 'too_large', type: 'image' });
    expect(driver.state().outbox[0]?.content).toMatchObject({ text: 'This one', answers: { messageId } });
  });

  it('when they wait for the customer, then they still answer what they quote', () => {
    const { driver, close: messageId } = claimed();
    driver.pass(DAY);
    driver.command('takeOver');
    driver.agent('> And when do you close?\nAt five.');
    driver.settle();
    driver.customer('Hello?');
    const queued = driver.state().outbox.find(({ author }) => author === 'agent');
    expect(queued?.content).toMatchObject({ text: 'At five.', answers: { messageId } });
  });

  it('when WhatsApp would show nothing of what they quote any more, then they go out as they are', () => {
    const { driver } = claimed();
    driver.pass(30 * DAY);
    driver.settle();
    const messageId = driver.customer('Are you there?');
    driver.settle();
    driver.command('takeOver');
    driver.settle();
    const text = '> And when do you close?\nAt five.';
    expect(written(driver, '> Are you there?\nYes.')).toMatchObject([{ answers: { messageId } }]);
    expect(written(driver, text)).toEqual([expect.objectContaining({ text })]);
  });

  it('when the conversation began under earlier rules, then they go out as they are', () => {
    const { driver } = claimed(12);
    const text = '> And when do you close?\nAt five.';
    const [content] = written(driver, text);
    expect(content).not.toHaveProperty('answers');
    expect(lineOf(driver, text)?.quoted).toBeUndefined();
  });
});
