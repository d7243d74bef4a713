import { Client, Connection, isGrpcServiceError, WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import { createPayloadCipher, createPayloadCodec, type PayloadCipher } from '../../payload-codec';
import { conversationWorkflowId, customerKey } from '../../identity';
import { queryAgain } from '../../query-again';
import { createTranscriptLinks } from '../../transcript-links';
import type { Clocks } from '../clock';
import { advanceWorkflowClock } from '../workflow-clock';
import { followRun } from './history';
import type { PageConfig } from './config';
import {
  ConversationUnavailable,
  conversationViewSchema,
  type ConversationAttributes,
  type ConversationLinks,
  type ConversationPort,
} from './port';

const QUERY_MS = 3_000;

export interface CustomerIdentity {
  waId?: string;
  userId?: string;
}

interface Dependencies {
  config: PageConfig;
  clocks: Clocks;
  /** How WhatsApp names the owner of this phone. */
  identify(phone: string): Promise<CustomerIdentity>;
}

/** Looks at conversations through Temporal itself: the product has no door for the page. */
export function createTemporalPort({ config, clocks, identify }: Dependencies): ConversationPort {
  const { temporal, idKey, phoneNumberId } = config;
  const connection = Connection.lazy({ address: temporal.address });
  const { namespace } = temporal;
  const encryption = { namespace, keys: config.dataKeys.map((key) => Buffer.from(key, 'hex')) };
  const dataConverter = { payloadCodecs: [createPayloadCodec(encryption)] };
  const client = new Client({ connection, namespace, dataConverter, interceptors: { workflow: [queryAgain] } });
  const inTurn = createTurns();
  const linksTo = createLinks(config);

  const workflowIdOf = async (phone: string): Promise<string> =>
    conversationWorkflowId(idKey, phoneNumberId, customerKey(await identify(phone)) ?? phone);

  async function advance(phone: string, milliseconds: number): Promise<void> {
    const workflowId = await workflowIdOf(phone);
    const before = clocks.offset(phone);
    // Together: what the conversation sends on its way is received at the time at which it was sent.
    const setsOut = (): void => clocks.setOffset(phone, before + milliseconds);
    try {
      await advanceWorkflowClock(connection, { namespace, workflowId, milliseconds, setsOut });
    } catch (error) {
      clocks.setOffset(phone, before);
      throw new ConversationUnavailable(whyNot(error), { cause: error });
    }
  }

  return {
    ...createLooks({ client, connection, namespace, cipher: createPayloadCipher(encryption), workflowIdOf }),
    advance: (phone, milliseconds) => inTurn(phone, () => advance(phone, milliseconds)),
    links: async (phone) => linksTo(await workflowIdOf(phone)),
    close: () => connection.close(),
  };
}

interface Looking {
  client: Client;
  connection: Connection;
  namespace: string;
  cipher: PayloadCipher;
  workflowIdOf(phone: string): Promise<string>;
}

function createLooks({ client, connection, namespace, cipher, workflowIdOf }: Looking) {
  /** `undefined` where there is no such workflow. */
  const ask = async <T>(phone: string, question: (handle: WorkflowHandle) => Promise<T>): Promise<T | undefined> => {
    const handle = client.workflow.getHandle(await workflowIdOf(phone));
    try {
      return await connection.withDeadline(Date.now() + QUERY_MS, () => question(handle));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw new ConversationUnavailable(whyNot(error), { cause: error });
    }
  };
  const looks: Pick<ConversationPort, 'snapshot' | 'attributes' | 'follow'> = {
    snapshot: (phone) => ask(phone, async (handle) => conversationViewSchema.parse(await handle.query('conversation'))),
    attributes: (phone) => ask(phone, async (handle) => attributesFrom((await handle.describe()).searchAttributes)),
    async follow(phone, signal, told) {
      try {
        const place = { namespace, workflowId: await workflowIdOf(phone), cipher };
        await followRun(connection, place, signal, told);
      } catch (error) {
        throw new ConversationUnavailable(whyNot(error), { cause: error });
      }
    },
  };
  return looks;
}

function attributesFrom(searchAttributes: Record<string, unknown>): ConversationAttributes {
  const first = (name: string): string | undefined => {
    const [value] = Array.isArray(searchAttributes[name]) ? (searchAttributes[name] as unknown[]) : [];
    return typeof value === 'string' ? value : undefined;
  };
  const [mode, handoff, agent] = ['BatonMode', 'BatonHandoff', 'BatonAgent'].map(first);
  return { ...(mode && { mode }), ...(handoff && { handoff }), ...(agent && { agent }) };
}

// A second move of the same clock would replace the first, so each waits for the one before.
function createTurns(): (name: string, work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return async (name, work) => {
    const mine = (last.get(name) ?? Promise.resolve()).catch(() => undefined).then(work);
    last.set(name, mine);
    await mine.finally(() => last.get(name) === mine && last.delete(name));
  };
}

function createLinks({ temporal: { ui, namespace }, links }: PageConfig): (workflowId: string) => ConversationLinks {
  const transcripts = links === undefined ? undefined : createTranscriptLinks(links);
  return (workflowId) => ({
    ...(ui === undefined ? {} : { temporal: `${ui}/namespaces/${namespace}/workflows/${workflowId}` }),
    ...(transcripts === undefined ? {} : { transcript: transcripts.link(workflowId) }),
  });
}

const NOT_FOUND = 5;

function whyNot(error: unknown): string {
  const code = isGrpcServiceError(error) ? error.code : (error as { cause?: { code?: unknown } }).cause?.code;
  if (code === NOT_FOUND) return 'This customer has no open conversation yet.';
  if (code !== undefined) return 'Temporal or the worker does not answer.';
  return error instanceof Error ? error.message : String(error);
}
