import type { Scene } from './scene';
import type { System } from './system';
import { until } from './until';

export const RECORDED = 'Recorded, takes effect in a moment.';
export const NOT_RECORDED = 'It could not be recorded for certain. If nothing changes here in a moment, try again.';

/**
 * An agent clicks [Take over] while no worker answers, and once more where Temporal was too slow to record it, as he is
 * told to. Clicks of one agent have to follow each other: what he reads names no card.
 */
export async function clickUntilRecorded(
  { system: { control }, scene }: { system: System; scene: Scene },
  customer: string,
  agent: string,
): Promise<void> {
  for (;;) {
    const before = (await control.ephemerals(agent)).length;
    await scene.clickCard(customer, agent, 'take_over');
    const told = await until(
      () => control.ephemerals(agent),
      (shown) => shown.length > before,
    );
    const sentence = told.at(-1)?.text;
    if (sentence === RECORDED) return;
    expect(sentence).toBe(NOT_RECORDED);
  }
}
