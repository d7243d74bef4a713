import type { AllMiddlewareArgs, SlackEventMiddlewareArgs, types as slack } from '@slack/bolt';
import { answerTo, recordCommand, type Recorded } from '../../agent-commands';
import type { AgentCommand } from '../../../workflows/conversation/messages';
import { readClick, type ButtonListenerArguments, type Click } from '../click';
import { strangerRefusal, type Desk } from '../desk';
import { SENTENCES } from '../sentences';
import { carried } from './button-command';

type OpenedArguments = AllMiddlewareArgs & SlackEventMiddlewareArgs<'app_home_opened'>;

interface News {
  /** What came of what was pressed. */
  said?: string;
  /** The conversation that was taken over. */
  taken?: string;
}

/**
 * The Home tab of each agent (docs.slack.dev, views.publish): shown anew when it is opened, on [Refresh] and after
 * [Take over], never by a timer. One after the other for each person, so that the newest is what stays.
 */
export function createHomeTab(desk: Desk) {
  const last = new Map<string, Promise<void>>();

  function publish(userId: string, news: News = {}): Promise<void> {
    const next = (last.get(userId) ?? Promise.resolve()).then(() => show(desk, userId, news));
    const settled = next.catch(() => undefined);
    last.set(userId, settled);
    void settled.then(() => last.get(userId) === settled && last.delete(userId));
    return next;
  }

  return {
    async opened({ event }: OpenedArguments): Promise<void> {
      if (event.tab === 'home') desk.afterwards('home', () => publish(event.user));
    },
    async refresh({ body, ack }: ButtonListenerArguments): Promise<void> {
      desk.afterwards('home', () => publish(body.user.id));
      await ack();
    },
    async takeOver(args: ButtonListenerArguments): Promise<void> {
      const click = readClick(args);
      const recorded = await record(desk, click);
      desk.afterwards('home', async () => publish(click.user.id, await newsOf(recorded, click)));
      await args.ack();
    },
  };
}

/** A sentence where there is nothing to record. */
async function record(desk: Desk, { value, user, updateId }: Click): Promise<Recorded | string> {
  const began = desk.now();
  if (value === undefined) return SENTENCES.unreadableButton;
  const refusal = await strangerRefusal(desk, user.id);
  if (refusal !== undefined) return refusal;
  const command: AgentCommand = {
    updateId,
    kind: 'takeOver',
    agent: await desk.people.agent(user.id, user.name),
    source: { channel: desk.channelId },
    ...carried(value),
  };
  return recordCommand(desk.gateway, value.w, command, began, desk.now);
}

async function newsOf(recorded: Recorded | string, { value }: Click): Promise<News> {
  if (typeof recorded === 'string') return { said: recorded };
  const { accepted, code, sentence } = await answerTo(recorded);
  if (!accepted || value === undefined) return { said: sentence };
  return { said: code === 'done' ? SENTENCES.takenAtHome : sentence, taken: value.w };
}

async function show(desk: Desk, userId: string, news: News): Promise<void> {
  const blocks = await blocksFor(desk, userId, news);
  await desk.client.views.publish({ user_id: userId, view: { type: 'home', blocks } });
}

async function blocksFor(desk: Desk, userId: string, { said, taken }: News): Promise<slack.KnownBlock[]> {
  const refusal = await strangerRefusal(desk, userId);
  if (refusal !== undefined) return sentence(refusal === SENTENCES.notAnAgent ? SENTENCES.homeIsForAgents : refusal);
  try {
    return await desk.home({ agentId: userId, nameOf: (id) => desk.people.agent(id), said, taken });
  } catch (error) {
    desk.log.warn({ component: 'slack', kind: 'home', error }, 'The Home tab could not be filled.');
    return [...sentence(SENTENCES.homeNotRead), REFRESH];
  }
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const sentence = (text: string): slack.KnownBlock[] => [{ type: 'section', text: plain(text) }];
const REFRESH: slack.KnownBlock = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'home_refresh', text: plain('Refresh') }],
};
