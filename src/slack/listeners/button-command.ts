import type { AgentCommand, AgentCommandKind } from '../../../workflows/conversation/messages';
import { readClick, tellClicker, type ButtonListenerArguments, type ButtonValue, type Click } from '../click';
import { answerTo, recordCommand, type Recorded } from '../commands-to-conversation';
import { refusalFor, type Desk } from '../desk';
import { escapeMarkup, SENTENCES } from '../sentences';

/**
 * A button that is a command to its conversation. Slack has its answer as soon as the command is durable. An accepted
 * command needs no more words: the conversation changes its card and thread. Everything else the clicker is told.
 */
export function buttonCommand(desk: Desk, kind: AgentCommandKind) {
  return async (args: ButtonListenerArguments): Promise<void> => {
    const began = desk.now();
    const click = readClick(args);
    const tell = (sentence: string): void =>
      desk.afterwards('ephemeral', () => tellClicker(args, click, escapeMarkup(sentence)));

    if (click.value === undefined) {
      tell(SENTENCES.unreadableButton);
    } else {
      const refusal = await refusalFor(desk, click.user.id, click.channel);
      if (refusal !== undefined) tell(refusal);
      else tellOutcome(desk, await record(desk, kind, click, click.value, began), tell);
    }
    await args.ack();
  };
}

async function record(
  desk: Desk,
  kind: AgentCommandKind,
  click: Click,
  value: ButtonValue,
  began: number,
): Promise<Recorded> {
  const command: AgentCommand = {
    updateId: click.updateId,
    kind,
    agent: await desk.people.agent(click.user.id, click.user.name),
    source: { channel: click.channel, ...(click.threadTs === undefined ? {} : { threadTs: click.threadTs }) },
    ...(value.e === undefined ? {} : { epoch: value.e }),
    ...(value.h === undefined ? {} : { handoff: value.h }),
    ...(value.q === undefined ? {} : { question: value.q }),
    ...(value.m === undefined ? {} : { heldId: value.m }),
    ...(value.i === undefined ? {} : { intentId: value.i }),
  };
  return recordCommand(desk.gateway, value.w, command, began, desk.now);
}

function tellOutcome(desk: Desk, recorded: Recorded, tell: (sentence: string) => void): void {
  desk.afterwards('verdict', async () => {
    const { accepted, sentence } = await answerTo(recorded);
    if (!accepted) tell(sentence);
  });
}
