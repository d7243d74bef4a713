import type { JournalEntry } from '../../src/simulator/journal';
import { createScene } from '../support/scene';
import { startSystem, type System } from '../support/system';
import { until } from '../support/until';

const SLACK = [
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CHANNEL_ID',
  'SLACK_ESCALATION_CHANNEL_ID',
  'SLACK_AGENT_GROUP',
  'SLACK_API_URL',
];

const MINUTE = 60_000;

async function useTeams(channels: string, work: (system: System) => Promise<void>): Promise<void> {
  // With Teams alone nothing of Slack is known, not even who is an agent.
  const nothing = Object.fromEntries(SLACK.map((name) => [name, undefined]));
  const without = channels === 'teams' ? { ...nothing, DESK_AGENTS: 'U_THANDI' } : {};
  const environment = { BATON_QUIET: '0', NOTIFY: channels, ...without };
  const system = await startSystem({ engine: 'local', environment });
  try {
    await work(system);
  } finally {
    await system.stop();
  }
}

const cards = ({ control }: System): Promise<JournalEntry[]> => control.journal({ vendor: 'teams' });
const takenBy = async (system: System): Promise<JournalEntry[]> =>
  (await cards(system)).filter(({ answer }) => answer?.status === 202);

describe('a handoff in Teams', () => {
  it('when Teams is there beside Slack and refuses at first, then both are told once, with the way to the desk', () =>
    useTeams('slack,teams', async (system) => {
      const { control, workflowIdOf, newCustomer } = system;
      await control.putFault({ vendor: 'teams', kind: 'rateLimit', retryAfter: 1, count: 1 });
      await control.putFault({ vendor: 'teams', kind: 'status', code: 503, count: 1 });
      const phone = newCustomer();
      await control.say(phone, 'I want a refund for order 5544');
      await createScene(system).card(phone, /Waiting for an agent/);
      const [card] = await until(
        () => takenBy(system),
        (all) => all.length > 0,
      );
      const text = JSON.stringify(card?.body);
      expect(text).toContain(`/desk/conversations/${await workflowIdOf(phone)}"`);
      expect(text).toContain('The customer wants a refund');
      expect(text).toContain('Wants: ');
      expect(text).not.toContain(phone);
      expect((await cards(system)).map(({ answer }) => answer?.status)).toEqual([503, 429, 202]);
      expect(await createScene(system).cards(phone)).toHaveLength(1);
    }));

  it('when there is Teams alone, then Slack needs no word of configuration and nothing stands still', () =>
    useTeams('teams', async (system) => {
      const { control, snapshot, newCustomer } = system;
      const phone = newCustomer();
      await control.say(phone, 'I want to talk to a person');
      await until(
        () => takenBy(system),
        (all) => all.length === 1,
      );
      await control.say(phone, 'Is anybody there?');
      const { handoff, whoMaySpeak } = await until(
        () => snapshot(phone),
        ({ transcript, nextDeadline }) =>
          transcript.some(({ text }) => text === 'Is anybody there?') && nextDeadline?.what !== 'post to Slack again',
      );
      expect({ handoff, whoMaySpeak }).toEqual({ handoff: 'waiting', whoMaySpeak: 'agents' });
      expect(await control.journal({ vendor: 'slack' })).toEqual([]);
      expect((await fetch(`${system.gateway}/slack/events`, { method: 'POST' })).status).toBe(404);
      expect(await takenBy(system)).toHaveLength(1);
    }));

  it('when nobody comes and there is Teams alone, then it is told who waits, and again when the team is called', () =>
    useTeams('teams', async (system) => {
      const { control, advance, newCustomer } = system;
      const phone = newCustomer();
      await control.say(phone, 'I want a refund for order 5544');
      const told = async (count: number): Promise<string> => {
        const all = await until(
          () => takenBy(system),
          (taken) => taken.length >= count,
        );
        expect(all).toHaveLength(count);
        return JSON.stringify(all.at(-1)?.body);
      };
      await told(1);
      await advance(phone, 5 * MINUTE);
      expect(await told(2)).toContain('1 customer waits for a person, unclaimed.');
      await advance(phone, 5 * MINUTE);
      const called = await told(3);
      for (const words of ['1 customer waits for a person, and nobody has come.', 'wants a refund', '/desk/queue"'])
        expect(called).toContain(words);
      expect(called).not.toContain(phone);
    }));
});
