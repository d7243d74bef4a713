import type { Response } from 'express';

const HEARTBEAT_MS = 20_000;

/** Server-sent events to one reader (html.spec.whatwg.org, section 9.2), kept open by a comment every 20 s. */
export interface EventStream {
  /** One or more whole events, as they go over the wire. */
  write(events: string): void;
  end(): void;
}

export function openEventStream(response: Response): EventStream {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const write = (events: string): void => void response.write(events);
  write(': here\n\n');
  const heartbeat = setInterval(() => write(': here\n\n'), HEARTBEAT_MS);
  return {
    write,
    end() {
      clearInterval(heartbeat);
      response.end();
    },
  };
}
