import { createPace, type Lane, type Pace } from '../../../activities/slack/pace';

interface Wish {
  lane?: Lane;
  urgent?: boolean;
  patienceMs?: number;
}

const SECOND = 1_000;

beforeEach(() => void jest.useFakeTimers({ now: 0 }));
afterEach(() => void jest.useRealTimers());

/** Who asked for a turn, and when it got what. */
function createQueue() {
  const pace: Pace = createPace(Date.now);
  const seen: string[] = [];
  return {
    pace,
    seen,
    ask(name: string, { lane = 'post', urgent = false, patienceMs = 6 * SECOND }: Wish = {}): void {
      void pace.turn({ lane, urgent, patienceMs }).then((left) => {
        seen.push(`${name} ${left === 0 ? 'goes' : `is ${left} away`} at ${Date.now()}`);
      });
    },
  };
}

const passes = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

describe('createPace', () => {
  it('when Slack takes everything, nothing waits', async () => {
    const { ask, seen } = createQueue();
    for (const name of ['a', 'b', 'c']) ask(name);
    await passes(0);
    expect(seen).toEqual(['a goes at 0', 'b goes at 0', 'c goes at 0']);
  });

  it('when Slack limits the rate, the card goes first when it may, then one a second, and then nothing waits again', async () => {
    const { pace, ask, seen } = createQueue();
    pace.limited('post', 2 * SECOND);
    ask('line');
    ask('other line');
    ask('card', { urgent: true });
    ask('other card', { urgent: true });
    await passes(20 * SECOND);
    expect(seen).toEqual([
      'card goes at 2000',
      'other card goes at 3000',
      'line goes at 4000',
      'other line goes at 5000',
    ]);
    for (const name of ['a', 'b', 'c']) ask(name);
    await passes(0);
    expect(seen.slice(4)).toEqual(['a goes at 20000', 'b goes at 20000', 'c goes at 20000']);
  });

  it('when Slack limits the rate once more, everybody waits for that', async () => {
    const { pace, ask, seen } = createQueue();
    pace.limited('post', SECOND);
    ask('a');
    ask('b');
    await passes(1_500);
    pace.limited('post', 3 * SECOND);
    await passes(10 * SECOND);
    expect(seen).toEqual(['a goes at 1000', 'b goes at 4500']);
  });

  it('when cards come one after the other, the lines let them go ahead, but none for longer than three seconds', async () => {
    const { ask, seen } = createQueue();
    ask('card', { urgent: true });
    ask('line');
    await passes(600);
    ask('other card', { urgent: true });
    await passes(600);
    expect(seen).toEqual(['card goes at 0', 'other card goes at 600']);
    await passes(800);
    expect(seen.slice(2)).toEqual(['line goes at 1600']);
    for (let number = 1; number <= 8; number += 1) {
      ask(`card ${number}`, { urgent: true });
      if (number === 1) ask('patient line');
      await passes(500);
    }
    expect(seen.filter((one) => one.startsWith('patient'))).toEqual(['patient line goes at 5000']);
  });

  it('when someone comes back late for his second, the next one makes up for it', async () => {
    const { pace, ask, seen } = createQueue();
    pace.limited('post', SECOND);
    await passes(1_700);
    for (const name of ['a', 'b', 'c']) ask(name);
    await passes(5 * SECOND);
    expect(seen).toEqual(['a goes at 1700', 'b goes at 2000', 'c goes at 3000']);
  });

  it('when more than twenty lines let cards go ahead, then the first of them do not', async () => {
    const { ask, seen } = createQueue();
    ask('card', { urgent: true });
    for (let number = 1; number <= 22; number += 1) ask(`line ${number}`);
    await passes(0);
    expect(seen).toEqual(['card goes at 0', 'line 1 goes at 0', 'line 2 goes at 0']);
  });

  it('when Slack limits the rate while a line waits for cards, it waits for Slack as well', async () => {
    const { pace, ask, seen } = createQueue();
    ask('card', { urgent: true });
    ask('line');
    pace.limited('post', 2 * SECOND);
    await passes(5 * SECOND);
    expect(seen).toEqual(['card goes at 0', 'line goes at 2000']);
  });

  it('when Slack wants a shorter rest than it wanted before, then the longer one counts', async () => {
    const { pace, ask, seen } = createQueue();
    pace.limited('post', 5 * SECOND);
    pace.limited('post', SECOND);
    ask('card', { urgent: true });
    await passes(6 * SECOND);
    expect(seen).toEqual(['card goes at 5000']);
  });

  it('when a turn is further away than one can wait, that is told at once, also to whom a card has pushed back', async () => {
    const { pace, ask, seen } = createQueue();
    pace.limited('post', 4 * SECOND);
    ask('line', { patienceMs: 4 * SECOND });
    ask('late line', { patienceMs: 4 * SECOND });
    await passes(0);
    expect(seen).toEqual(['late line is 4000 away at 0']);
    ask('card', { urgent: true });
    await passes(10 * SECOND);
    expect(seen.slice(1)).toEqual(['line is 4000 away at 0', 'card goes at 4000']);
  });

  it('when twenty wait, the last ones are sent away for as long as it takes', async () => {
    const { pace, ask, seen } = createQueue();
    pace.limited('post', SECOND);
    for (let number = 1; number <= 22; number += 1) ask(`line ${number}`, { patienceMs: 60 * SECOND });
    await passes(0);
    expect(seen).toEqual(['line 21 is 17500 away at 0', 'line 22 is 18500 away at 0']);
  });

  it('when hundreds cannot wait, then each is sent away for a second of its own, cards for the first, none for over a minute', async () => {
    const { pace, ask, seen } = createQueue();
    pace.limited('post', SECOND);
    for (let number = 1; number <= 100; number += 1) ask(`line ${number}`, { patienceMs: 0 });
    for (let number = 1; number <= 6; number += 1) ask(`card ${number}`, { patienceMs: 0, urgent: true });
    await passes(0);
    const away = seen.map((one) => Number(/is (\d+) away/.exec(one)?.[1]));
    expect(away.slice(3, 6)).toEqual([1_000, 1_500, 2_500]);
    expect(new Set(away.slice(3, 59)).size).toBe(56);
    expect(Math.max(...away)).toBe(56_500);
    expect(away.slice(103)).toEqual([1_000, 1_500, 2_500]);
  });

  it('when cards are away as well, then a line is sent away for longer than they are', async () => {
    const { pace, ask, seen } = createQueue();
    pace.limited('post', SECOND);
    for (let number = 1; number <= 5; number += 1) ask(`card ${number}`, { patienceMs: 0, urgent: true });
    ask('line', { patienceMs: 0 });
    await passes(0);
    expect(seen.slice(4)).toEqual(['card 5 is 1500 away at 0', 'line is 2500 away at 0']);
  });

  it('when posts are limited, updates and what one person is shown are not', async () => {
    const { pace, ask, seen } = createQueue();
    pace.limited('post', SECOND);
    ask('update', { lane: 'update' });
    ask('sentence', { lane: 'ephemeral' });
    await passes(0);
    expect(seen).toEqual(['update goes at 0', 'sentence goes at 0']);
  });
});
