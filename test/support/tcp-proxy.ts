import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut and mended: while it is cut nobody listens at its address. */
export interface TcpProxy {
  /** host:port */
  address: string;
  cut(): Promise<void>;
  /** From now on nothing gets through and nothing is lost, as where the server stands still. */
  freeze(): void;
  thaw(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Passes bytes between its own port and `target` (host:port), which need not be there. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const [host = '127.0.0.1', port = '0'] = target.split(':');
  const sockets = new Set<Socket>();
  const pairs = new Set<readonly [Socket, Socket]>();
  let server: Server | undefined;
  let frozen = false;

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const open = async (at: number): Promise<Server> => {
    const opened = createServer((near) => {
      const far = connect(Number(port), host);
      const pair = [keep(near), keep(far)] as const;
      pairs.add(pair);
      if (!frozen) join(pair);
      near.on('close', () => far.destroy());
      far.on('close', () => {
        near.destroy();
        pairs.delete(pair);
      });
    }).listen(at, '127.0.0.1');
    await once(opened, 'listening');
    return opened;
  };
  const cut = async (): Promise<void> => {
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    sockets.forEach((socket) => socket.destroy());
    server = undefined;
    await closed;
  };

  const join = ([near, far]: readonly [Socket, Socket]): unknown => near.pipe(far).pipe(near);

  server = await open(0);
  const { port: own } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${own}`,
    cut,
    freeze() {
      frozen = true;
      pairs.forEach(([near, far]) => [near.unpipe(far), far.unpipe(near)]);
    },
    thaw() {
      frozen = false;
      pairs.forEach(join);
    },
    async mend() {
      server ??= await open(own);
    },
    close: cut,
  };
}
