import { answerTo, recordCommand } from '../../agent-commands';
import { readClick, tellClicker, type ButtonListenerArguments, type Click } from '../click';
import { refusalFor, type Desk } from '../desk';
import { escapeMarkup, SENTENCES } from '../sentences';

const LOOK_WITHIN_MS = 5_000;
const AT_ONCE = 8;

/** [Hand back all unclaimed] on the line about an outage of the model. Whoever clicks again hands back what is left. */
export function handBackAll(desk: Desk) {
  return async (args: ButtonListenerArguments): Promise<void> => {
    const click = readClick(args);
    const refusal = await refusalFor(desk, click.user.id, click.channel);
    desk.afterwards('hand_back_all', async () => {
      await tellClicker(args, click, escapeMarkup(refusal ?? (await handBack(desk, click))));
    });
    await args.ack();
  };
}

async function handBack(desk: Desk, click: Click): Promise<string> {
  const ids = await desk.gateway.unclaimed(desk.now() + LOOK_WITHIN_MS).catch(() => undefined);
  if (ids === undefined) return SENTENCES.notRecorded;
  const agent = await desk.people.agent(click.user.id, click.user.name);
  let back = 0;
  const waiting = [...ids];
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const updateId = `${click.updateId}:${id}`;
      const command = { updateId, kind: 'resume', agent, onlyUnclaimed: true } as const;
      const { accepted } = await answerTo(await recordCommand(desk.gateway, id, command, desk.now(), desk.now));
      if (accepted) back += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const rest = ids.length - back;
  return `${back} handed back to the assistant.${rest === 0 ? '' : ` ${rest} not: somebody has taken them, or they could not be reached.`}`;
}
