import { AssistantFailure } from '../../../activities/assistant/failures';
import { withBreaker } from '../../../activities/assistant/openai/breaker';
import type { Chat } from '../../../activities/assistant/openai/chat';

type Request = Parameters<Chat>[0];
type Message = Awaited<ReturnType<Chat>>;

const SECOND = 1_000;
const ANSWER = { content: '{}', role: 'assistant', refusal: null } as Message;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A model that does what the test says, and counts. */
function rig() {
  let model: (request: Request) => Promise<Message> = () => Promise.resolve(ANSWER);
  const asked: Request[] = [];
  const changes: string[] = [];
  const chat = withBreaker(
    (request) => {
      asked.push(request);
      return model(request);
    },
    (circuit) => changes.push(circuit),
  );
  const ask = (signal = new AbortController().signal): Promise<Message> =>
    chat({ signal, messages: [], name: 'draft' } as unknown as Request);
  return {
    asked,
    changes,
    ask,
    becomes: (next: typeof model) => void (model = next),
    async fails(times: number, failure: Error) {
      model = () => Promise.reject(failure);
      for (let time = 0; time < times; time += 1) await expect(ask()).rejects.toBe(failure);
    },
  };
}

const away = new AssistantFailure('connection', true);
const circuitOpen = { code: 'circuit_open', retryable: false };

describe('the breaker in front of the model', () => {
  test('when it fails eight times in a row, then it is asked no more, and each call fails at once', async () => {
    const { fails, ask, asked, changes } = rig();
    await fails(8, away);
    for (let time = 0; time < 20; time += 1) await expect(ask()).rejects.toMatchObject(circuitOpen);
    expect(asked).toHaveLength(8);
    expect(changes).toEqual(['open']);
  });

  test.each([
    ['cannot be understood', new AssistantFailure('not_understood', true)],
    ['refuses', new AssistantFailure('refused', false)],
  ])('when it %s, then it is not away', async (_what, failure) => {
    const { fails, changes } = rig();
    await fails(30, failure);
    expect(changes).toEqual([]);
  });

  test('when one call in between succeeds, then the count begins anew', async () => {
    const { fails, becomes, ask, changes } = rig();
    await fails(7, away);
    becomes(() => Promise.resolve(ANSWER));
    await ask();
    await fails(7, away);
    expect(changes).toEqual([]);
  });

  test('when ten seconds have passed, then one call tries it and the others do not wait for that', async () => {
    const { fails, becomes, ask, asked, changes } = rig();
    await fails(8, away);
    let answer: (message: Message) => void = () => undefined;
    becomes(() => new Promise((resolve) => (answer = resolve)));
    jest.setSystemTime(Date.now() + 10 * SECOND);
    const trying = ask();
    await expect(ask()).rejects.toMatchObject(circuitOpen);
    expect(asked).toHaveLength(9);
    answer(ANSWER);
    expect(await trying).toBe(ANSWER);
    becomes(() => Promise.resolve(ANSWER));
    await ask();
    expect(changes).toEqual(['open', 'half_open', 'closed']);
  }, 5_000);

  test('when the try fails, or is called off, then it stays away for ten seconds more', async () => {
    const { fails, becomes, ask, asked, changes } = rig();
    await fails(8, away);
    jest.setSystemTime(Date.now() + 10 * SECOND);
    await expect(ask()).rejects.toBe(away);
    await expect(ask()).rejects.toMatchObject(circuitOpen);
    jest.setSystemTime(Date.now() + 10 * SECOND);
    becomes(({ signal }) => Promise.reject(signal.reason as Error));
    await expect(ask(AbortSignal.abort(new Error('taken over')))).rejects.toMatchObject({ code: 'timeout' });
    await expect(ask()).rejects.toMatchObject(circuitOpen);
    expect(asked).toHaveLength(10);
    expect(changes).toEqual(['open', 'half_open', 'open', 'half_open', 'open']);
  });

  test('when calls take too long, then that is an outage; when they are called off, it is none', async () => {
    const { becomes, ask, changes } = rig();
    becomes(({ signal }) => Promise.reject(signal.reason as Error));
    const takenOver = AbortSignal.abort(new Error('taken over'));
    for (let time = 0; time < 20; time += 1) await expect(ask(takenOver)).rejects.toThrow('taken over');
    expect(changes).toEqual([]);
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    for (let time = 0; time < 8; time += 1) await expect(ask(late)).rejects.toMatchObject({ code: 'timeout' });
    expect(changes).toEqual(['open']);
  });
});
