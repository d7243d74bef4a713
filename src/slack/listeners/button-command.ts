import type { AgentCommand, AgentCommandKind } from '../../../workflows/conversation/messages';
import { readClick, tellClicker, type ButtonListenerArguments, type ButtonValue, type Click } from '../click';
import { answerTo, recordCommand, type Recorded } from '../../agent-commands';
import { refusalFor, type Desk } from '../desk';
import { escapeMarkup, SENTENCES } from '../sentences';

type Fields = Partial<AgentCommand>;

/**
 * A button that is a command to its conversation. Slack has its answer as soon as the command is durable. An accepted
 * command needs no more words: the conversation changes its card and thread. Everything else the clicker is told.
 */
export function buttonCommand(desk: Desk, kind: AgentCommandKind, fields: () => Fields = () => ({})) {
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
      else tellOutcome(desk, await record(desk, { kind, ...fields() }, click, click.value, began), tell);
    }
    await args.ack();
  };
}

async function record(
  desk: Desk,
  wanted: Fields & Pick<AgentCommand, 'kind'>,
  click: Click,
  value: ButtonValue,
  began: number,
): Promise<Recorded> {
  const { updateId, user, channel, threadTs } = click;
  const command: AgentCommand = {
    updateId,
    agent: await desk.people.agent(user.id, user.name),
    source: { channel, ...(threadTs === undefined ? {} : { threadTs }) },
    ...carried(value),
    ...wanted,
  };
  return recordCommand(desk.gateway, value.w, command, began, desk.now);
}

/** What a button's value says of the state that it was shown for. */
export function carried(value: ButtonValue): Fields {
  return {
    ...(value.e === undefined ? {} : { epoch: value.e }),
    ...(value.h === undefined ? {} : { handoff: value.h }),
    ...(value.q === undefined ? {} : { question: value.q }),
    ...(value.m === undefined ? {} : { heldId: value.m }),
    ...(value.i === undefined ? {} : { intentId: value.i }),
    ...(value.o === undefined ? {} : { outcome: value.o }),
  };
}

function tellOutcome(desk: Desk, recorded: Recorded, tell: (sentence: string) => void): void {
  desk.afterwards('verdict', async () => {
    const { accepted, sentence } = await answerTo(recorded);
    if (!accepted) tell(sentence);
  });
}
