import { PAUSE_KNOWN_WITHIN_MS, remembered } from '../../src/assistant-pause';

function reader() {
  const world = { now: 0, paused: false, reads: 0, away: false };
  const ask = remembered(
    async () => {
      world.reads += 1;
      if (world.away) throw new Error('Temporal is away');
      return world.paused;
    },
    () => world.now,
  );
  return { world, ask };
}

describe('what a worker knows of the pause', () => {
  test('when many ask within a second, then the server is asked once', async () => {
    const { world, ask } = reader();
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([false, false, false]);
    world.now = PAUSE_KNOWN_WITHIN_MS - 1;
    await ask();
    expect(world.reads).toBe(1);
  });

  test('when a second has passed since the pause, then nobody hears the old answer any more', async () => {
    const { world, ask } = reader();
    await ask();
    world.paused = true;
    world.now = PAUSE_KNOWN_WITHIN_MS;
    expect(await ask()).toBe(true);
    world.paused = false;
    world.now += PAUSE_KNOWN_WITHIN_MS;
    expect(await ask()).toBe(false);
  });

  test('when the server is away, then who asks hears of it, and the next one asks again', async () => {
    const { world, ask } = reader();
    world.away = true;
    const waiting = [ask(), ask()];
    for (const failed of waiting) await expect(failed).rejects.toThrow('Temporal is away');
    world.away = false;
    expect(await ask()).toBe(false);
    expect(world.reads).toBe(2);
  });
});
