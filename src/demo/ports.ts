import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Opens and closes a listening socket. Resolves to its port, or to nothing where the port is taken. */
async function probe(port: number, host?: string): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(host === undefined ? { port } : { port, host });
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch {
    return undefined;
  } finally {
    if (server.listening) {
      server.close();
      await once(server, 'close');
    }
  }
}

// Below the ports that systems hand out by themselves: nobody else is given one of these between the look and its use.
const RANGE = { from: 15_000, to: 30_000 };
const TRIES = 20;

/**
 * The preferred port where nobody has it, else one that is free on 127.0.0.1. Both ways of listening are tried, because
 * on some systems a port that another program holds on every address can still be had on one.
 */
export async function freePort(preferred = 0): Promise<number> {
  const wanted = [preferred, ...Array.from({ length: TRIES }, () => randomInt(RANGE.from, RANGE.to))];
  for (const port of wanted.filter((one) => one !== 0)) {
    if ((await probe(port, '127.0.0.1')) && (await probe(port))) return port;
  }
  const port = await probe(0, '127.0.0.1');
  if (port === undefined) throw new Error('No port is free on 127.0.0.1: end some of the programs that listen there.');
  return port;
}

/** Several at once, each another one. */
export async function freePorts(preferred: number[]): Promise<number[]> {
  const taken: number[] = [];
  for (const wanted of preferred) {
    let port = await freePort(taken.includes(wanted) ? 0 : wanted);
    while (taken.includes(port)) port = await freePort();
    taken.push(port);
  }
  return taken;
}
