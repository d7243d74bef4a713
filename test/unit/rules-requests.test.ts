import { createDriver } from '../support/driver';

const KILOBYTE = 1024;

function requestOf(kind: 'classify' | 'draft', write: (driver: ReturnType<typeof createDriver>) => void) {
  const driver = createDriver();
  write(driver);
  const job = driver.running(kind)[0];
  if (job?.kind !== kind) throw new Error(`Nothing to ${kind}.`);
  return job.request as { messages: string[]; transcript: { text: string }[] };
}

describe('what the model is given', () => {
  test.each(['classify', 'draft'] as const)('when a customer writes very much, %s gets the newest 16 KB', (kind) => {
    const texts = Array.from({ length: 4 }, (_, index) => `${index} ${'x'.repeat(6 * KILOBYTE)}`);
    const { messages, transcript } = requestOf(kind, (driver) => texts.forEach((text) => driver.customer(text)));
    expect(messages).toEqual(texts.slice(-2));
    expect(transcript).toEqual([]);
  });

  test.each(['classify', 'draft'] as const)('when a customer writes often, %s gets 20 lines in all', (kind) => {
    const { messages, transcript } = requestOf(kind, (driver) => {
      for (let round = 0; round < 20; round += 1) {
        driver.customer(`question ${round}`);
        driver.answer(`answer ${round}`, { questionKey: `topic-${round}` });
      }
      driver.customer('and now?');
      driver.customer('please');
    });
    expect(messages).toEqual(['and now?', 'please']);
    expect(transcript).toHaveLength(18);
    expect(transcript.at(-2)?.text).toBe('question 19');
  });

  test('when messages come after an answer that is restarted no more, they are for the next turn alone', () => {
    const { messages, transcript } = requestOf('classify', (driver) => {
      for (const text of ['one', 'two', 'three', 'four', 'five']) driver.customer(text);
    });
    expect(messages).toEqual(['one', 'two', 'three', 'four']);
    expect(transcript).toEqual([]);
  });
});
