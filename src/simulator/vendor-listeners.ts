import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Faults } from './faults';
import type { Vendor } from './journal';

const VENDORS: readonly Vendor[] = ['whatsapp', 'slack', 'llm', 'orders', 'teams'];
const RELISTEN_MS = 100;

export interface VendorListeners {
  /** Each vendor's own address, `http://127.0.0.1:<port>`. */
  origins: Record<Vendor, string>;
  close(): Promise<void>;
}

/** Starts to listen on 127.0.0.1. Rejects where the port is taken. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Opens and closes one vendor's port, one change after the other. */
function createDoor(handler: RequestListener) {
  const server = createServer(handler);
  let port = 0;
  let wanted = true;
  let work = Promise.resolve();

  async function settle(): Promise<void> {
    while (wanted !== server.listening) {
      if (!wanted) await closeServer(server);
      else await listen(server, port).catch(() => new Promise((retry) => setTimeout(retry, RELISTEN_MS)));
    }
  }
  const turn = (open: boolean): Promise<void> => {
    wanted = open;
    work = work.then(settle);
    return work;
  };
  return {
    open: async () => (port = await listen(server, 0)),
    turn,
    close: () => turn(false),
  };
}

/**
 * A port of its own for every vendor, closed while the vendor is away: only so does an outage refuse the connection
 * before a byte is written, which is what tells a sender for certain that nothing was sent.
 */
export async function createVendorListeners(handler: RequestListener, faults: Faults): Promise<VendorListeners> {
  const doors = VENDORS.map((vendor) => ({ vendor, door: createDoor(handler) }));
  const opened = await Promise.all(
    doors.map(async ({ vendor, door }) => [vendor, `http://127.0.0.1:${await door.open()}`] as const),
  );
  const stop = faults.onChange(() => {
    for (const { vendor, door } of doors) void door.turn(!faults.isAway(vendor, 'toVendor'));
  });
  return {
    origins: Object.fromEntries(opened) as Record<Vendor, string>,
    async close() {
      stop();
      await Promise.all(doors.map(({ door }) => door.close()));
    },
  };
}
