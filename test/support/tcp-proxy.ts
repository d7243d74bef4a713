import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut and mended: while it is cut nobody listens at its address. */
export interface TcpProxy {
  /** host:port */
  address: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Passes bytes between its own port and `target` (host:port), which need not be there. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const [host = '127.0.0.1', port = '0'] = target.split(':');
  const sockets = new Set<Socket>();
  let server: Server | undefined;

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const open = async (at: number): Promise<Server> => {
    const opened = createServer((near) => {
      const far = connect(Number(port), host);
      keep(near).pipe(keep(far)).pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
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

  server = await open(0);
  const { port: own } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${own}`,
    cut,
    async mend() {
      server ??= await open(own);
    },
    close: cut,
  };
}
