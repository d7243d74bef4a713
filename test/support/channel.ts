import type { ScreenThread, Shift } from './shift';
import { until } from './until';

/** What the team reads in Slack; without a name its own channel is meant. */
export interface Channel {
  /** Oldest first. */
  channel(name?: string): Promise<ScreenThread[]>;
  /** The newest message that says this, once it is there. */
  listed(pattern: RegExp, name?: string): Promise<ScreenThread>;
}

export function createChannel(shift: () => Shift): Channel {
  const channel = (name?: string): Promise<ScreenThread[]> =>
    shift().control.call('GET', `/control/slack/messages${name === undefined ? '' : `?channel=${name}`}`);
  return {
    channel,
    async listed(pattern, name) {
      const found = await until(
        async () => (await channel(name)).findLast(({ text }) => pattern.test(text)),
        (message) => message !== undefined,
      );
      return found!;
    },
  };
}
