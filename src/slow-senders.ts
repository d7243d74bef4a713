import type { IncomingMessage, ServerResponse } from 'node:http';

/** So long a request may take to come in, ms. */
const WITHIN_MS = 15_000;

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/** Cuts off whoever takes longer than 15 s to send a request: such a one costs a connection and brings nothing. */
export function cutOffSlowSender(request: IncomingMessage, response: ServerResponse): void {
  giveTime(request, response, WITHIN_MS);
  response.once('close', () => clearTimeout(timers.get(request)));
}

/** From now on `ms` more, for somebody who is known and has much to send. */
export function giveTime(request: IncomingMessage, response: ServerResponse, ms: number): void {
  clearTimeout(timers.get(request));
  timers.set(
    request,
    setTimeout(() => cutOff(request, response), ms),
  );
}

function cutOff(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  if (response.headersSent) return void request.destroy();
  response.writeHead(408, { connection: 'close' }).end(() => request.destroy());
}
