import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createSlackClient } from '../../activities/slack/client';
import { postFailure } from '../../activities/slack/failures';

/** Posts to a port where nobody listens and prints the failure. */
async function main(): Promise<void> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const client = createSlackClient({ token: 'xoxb-for-tests', apiUrl: `http://127.0.0.1:${port}/api/` });
  try {
    await client.chat.postMessage({ channel: 'C0AGENTS', text: 'nobody will read this' });
  } catch (error) {
    const { type, details } = postFailure(error);
    process.stdout.write(JSON.stringify({ type, details }));
  }
}

void main();
