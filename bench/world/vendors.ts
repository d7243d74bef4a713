import { join } from 'node:path';
import { freePort } from '../../src/demo/ports';
import {
  createCredentials,
  productEnvironment,
  simulatorConfig,
  type Credentials,
  type Places,
} from '../../src/demo/environment';
import { startSimulator } from '../../src/demo/processes';
import type { Environment } from '../../src/config';
import type { SimulatorUrls } from '../../src/simulator/simulator';
import { createPost } from '../../activities/whatsapp/http';
import { createControl, type Control } from '../../test/support/control';
import { createMeta, type Person } from '../../test/support/raw-webhook';
import { root } from '../../test/support/run';
import { openWatch, type Watch } from './watch';
import type { World } from './world';

/** The fake vendors around one contender. */
export interface Vendors {
  credentials: Credentials;
  places: Places;
  urls: SimulatorUrls;
  control: Control;
  watch: Watch;
  /** A number that nobody has used: digits. */
  newPhone(): string;
  meta: ReturnType<typeof createMeta>;
  /** Takes a customer's message to the contender as Meta would: signed, on a connection that stays. Throws unless 200. */
  deliver(from: Person, text: string): Promise<void>;
  /** What a worker or gateway of the product is configured with here. */
  environment(more: Environment): Environment;
}

// Neither of Meta's limits is what is measured, and statuses that come soon are over soon.
const FASTER = { messagesPerSecond: 10_000, statusDelaysMs: { sent: 5, delivered: 10, read: 15 } };

/** Starts a simulator whose webhooks go to a contender that is still to come. */
export async function startVendors(world: World, name: string, namespace: string): Promise<Vendors> {
  const credentials = createCredentials();
  const gatewayPort = await freePort();
  const gateway = `http://127.0.0.1:${gatewayPort}`;
  const hoursFile = join(world.folder, `hours-${name}.yml`);
  const places: Places = { gateway, gatewayPort, knowledgeDir: join(root, 'knowledge'), hoursFile };
  const config = simulatorConfig(credentials, places);
  const tuned = { ...config, whatsapp: { ...config.whatsapp, ...FASTER } };
  const { origin, urls } = await startSimulator(
    tuned,
    join(world.folder, `simulator-${name}.json`),
    world.launch(name),
  );
  const control = createControl(origin);
  const meta = createMeta({ credentials, control, gateway, outputs: { remember: () => undefined } });
  let phones = 1_000_000;
  return {
    credentials,
    places,
    urls,
    control,
    watch: await openWatch(origin),
    newPhone: () => `2782${(phones += 1)}`,
    meta,
    deliver: createDeliver(`${gateway}/whatsapp/webhook`, meta),
    environment: (more) => ({
      ...productEnvironment({
        credentials,
        places,
        urls,
        temporal: {
          TEMPORAL_ADDRESS: world.address,
          TEMPORAL_NAMESPACE: namespace,
          TEMPORAL_CONFIG_FILE: join(world.folder, 'none.toml'),
        },
        outer: world.outer,
      }),
      LOG_LEVEL: 'warn',
      // The bare workflow beside it encrypts nothing either.
      BATON_DATA_KEYS: '',
      ...more,
    }),
  };
}

const WITHIN = { connectWithinMs: 10_000, answerWithinMs: 20_000 };

function createDeliver(webhook: string, meta: Vendors['meta']): Vendors['deliver'] {
  const post = createPost();
  const url = new URL(webhook);
  return async (from, text) => {
    const body = meta.body([{ from, text }]);
    const headers = { 'content-type': 'application/json', ...meta.sign(body) };
    const { status } = await post(url, { headers, body, ...WITHIN });
    if (status !== 200) throw new Error(`A webhook was answered with ${status}.`);
  };
}
