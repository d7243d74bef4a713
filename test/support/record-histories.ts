/**
 * Records the histories that test/replay replays. Run by `npm run record-histories` when a release is made; histories of
 * earlier releases are never recorded again.
 *   npm run record-histories [name of one]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { Client } from '@temporalio/client';
import { agentMessageSignal } from '../../workflows/conversation/messages';
import { createRig, scriptedActivities } from './conversation-rig';
import { until } from './until';
import { classification, THANDI } from './driver';
import { productSettings } from './settings';
import { publishTemporalAddress, startTemporalServer } from './temporal-server';

const MINUTE = 60_000;
const FOLDER = join(__dirname, '..', 'replay', 'histories');
type Conversation = Awaited<ReturnType<Awaited<ReturnType<typeof createRig>>['start']>>;

const SCENARIOS: Record<string, (conversation: Conversation) => Promise<void>> = {
  async answers(conversation) {
    for (const question of ['What are your hours?', 'How much is delivery?']) {
      await conversation.customer(question);
      await answered(conversation, question);
    }
  },
  async 'takeover-and-resume'(conversation) {
    await conversation.customer('I want a refund');
    await conversation.until(({ handoff }) => handoff === 'waiting');
    await conversation.command('takeOver');
    await conversation.customer('hello?');
    await conversation.advance(30 * MINUTE);
    await conversation.advance(10 * MINUTE);
    await conversation.command('resume');
    await answered(conversation, 'hello?');
  },
  async 'takeover-while-thinking'(conversation) {
    await conversation.customer('[slow] what are your hours?');
    await conversation.until(({ turn }) => turn?.phase === 'thinking');
    await conversation.command('takeOver');
  },
  // Rule set 2: who is owed an answer is published when that changes.
  async 'paused-and-answered'(conversation) {
    await conversation.customer('[slow] what are your hours?');
    await conversation.until(({ turn }) => turn?.phase === 'thinking');
    await conversation.command('pause');
    await conversation.command('takeOver');
    const said = { id: 'C1:7.0', channel: 'C1', threadTs: '1.0', agent: THANDI, text: 'From nine to five.' };
    await conversation.handle.signal(agentMessageSignal, { ...said, note: false, mentions: false, files: 0 });
    await conversation.until(({ transcript }) => transcript.at(-1)?.delivery === 'sent');
    await conversation.command('resume');
    await conversation.until(
      ({ transcript }) => transcript.at(-1)?.from === 'notice' && transcript.at(-1)?.delivery === 'sent',
    );
  },
};

const answered = (conversation: Conversation, question: string) =>
  conversation.until(({ transcript }) =>
    transcript.some(
      ({ from, text, delivery }) => from === 'assistant' && text.includes(question) && delivery === 'sent',
    ),
  );

async function record(client: Client, name: string, { workflowId }: Conversation): Promise<void> {
  const handle = client.workflow.getHandle(workflowId);
  await until(
    () => handle.describe(),
    ({ raw }) => raw.pendingWorkflowTask == null,
  );
  // Who ran it is of no interest to a replay.
  const history = historyToJSON(await handle.fetchHistory()).replaceAll(
    /"identity": "[^"]*"/g,
    '"identity": "recorded"',
  );
  writeFileSync(join(FOLDER, `${name}.json`), `${history}\n`);
}

async function main(): Promise<void> {
  const server = await startTemporalServer();
  publishTemporalAddress(server.address);
  const { activities } = scriptedActivities(() => productSettings({ quiet: 0 }), {
    classify: async ({ messages }) => {
      const refund = messages.some((text) => text.includes('refund'));
      if (messages.some((text) => text.includes('[slow]'))) await new Promise((resolve) => setTimeout(resolve, 2000));
      const settings = productSettings({ quiet: 0 });
      return classification(settings, refund ? { intent: 'refund_request', wantsAction: true } : {});
    },
  });
  const rig = await createRig(activities);
  const [, , wanted] = process.argv;
  for (const [name, play] of Object.entries(SCENARIOS).filter(([name]) => name === (wanted ?? name))) {
    const conversation = await rig.start();
    await play(conversation);
    await record(rig.client, name, conversation);
  }
  await rig.stop();
  await server.stop();
}

void main();
