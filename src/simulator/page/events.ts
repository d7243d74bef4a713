import type { Response } from 'express';
import { startWatching, type PageSources } from './watch';

export interface PageEvents {
  /**
   * Server-sent events until the browser leaves: `phone`, `slack`, `faults` and `shop` say what to read again; `workflow`,
   * `history`, `inbox` and `worker` are data.
   */
  watch(phone: string, response: Response): void;
  close(): void;
}

export function createPageEvents(sources: PageSources): PageEvents {
  const watchers = new Set<() => void>();

  return {
    watch(phone, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const send = (event: string, data: unknown): void => {
        response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      };
      const end = startWatching(sources, phone, send);
      const leave = (): void => {
        watchers.delete(leave);
        end();
        response.end();
      };
      watchers.add(leave);
      response.on('close', leave);
    },
    close: () => [...watchers].forEach((leave) => leave()),
  };
}
