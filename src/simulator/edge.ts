import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express from 'express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Fault, FaultKind, Faults } from './faults';
import { spoilt } from './file-content';
import type { Journal, JournalAnswer, OpenEntry, Vendor } from './journal';
import type { Timers } from './timers';

/** What a vendor answers to one request. A string is sent as it is, `undefined` as an empty body, anything else as JSON. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Instead of `body`: it is sent as it is made. Where it throws, the connection breaks. */
  stream?: () => Iterable<Buffer>;
}

/** How a request looks in the journal; `body` as the vendor understood it. */
export interface CallDescription {
  kind: string;
  customer?: string | undefined;
  callbackData?: string | undefined;
  body: unknown;
}

interface VendorRoute {
  vendor: Vendor;
  /** Reads the request without any effect. `request.body` is a Buffer. Must not throw on bad content. */
  describe(request: Request): CallDescription;
  /** Does what the vendor does, once. */
  respond(request: Request): Answer | Promise<Answer>;
  /** The vendor's own words for the faults `status` (`fault.code`) and `rateLimit` (`fault.retryAfter`). */
  refuse(fault: Fault): Answer;
  /** The vendor's own kinds of garbage; without it, or where it returns nothing, a body that is not JSON. */
  garble?: (answer: Answer, fault: Fault, request: Request) => Answer | undefined;
}

interface Delivery {
  vendor: Vendor;
  kind: string;
  /** One HTTP request to the product, journaled; `garbled` sends a body that is not JSON. Throws when nobody answers. */
  send: (options: { garbled: boolean }) => Promise<Answer>;
}

export interface Edge {
  /** Mount in front of a vendor's routes: the outage, then the raw body (a Buffer, any content type, 10 MB). */
  entrance(vendor: Vendor): RequestHandler[];
  /** The outage alone, in front of a route that takes its body as it comes. */
  outage(vendor: Vendor): RequestHandler;
  /** One route of a vendor's API: journal, faults, effect, answer. */
  route(route: VendorRoute): RequestHandler;
  /**
   * One attempt to deliver something to the product, with the faults of the direction `fromVendor`.
   * Resolves to the answer, or to `lost` where the vendor believes that it has delivered; throws where it would try again.
   */
  deliver(delivery: Delivery): Promise<Answer | 'lost'>;
}

interface EdgeTools {
  journal: Journal;
  faults: Faults;
  timers: Timers;
  random: () => number;
}

type Way = Answer | 'silence' | 'reset';

const NOT_JSON: Answer = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Bad gateway' };
const HELD_AT_MOST_MS = 2_000;

/** The body of a request that came through `entrance`, or `undefined` where it is not JSON. */
export function jsonBody(request: Request): unknown {
  try {
    return JSON.parse((request.body as Buffer).toString('utf8'));
  } catch {
    return undefined;
  }
}

function write(response: Response, answer: Answer): void {
  response.status(answer.status).set(answer.headers ?? {});
  if (answer.stream) void pipeline(Readable.from(answer.stream()), response).catch(() => response.destroy());
  else if (answer.body === undefined) response.end();
  else if (typeof answer.body === 'string') response.send(answer.body);
  else response.json(answer.body);
}

const slowness = ({ timers, random }: EdgeTools, { ms = 0, maxMs = ms }: Fault): Promise<void> =>
  timers.delay(ms + random() * Math.max(0, maxMs - ms));

function createOutage(faults: Faults, vendor: Vendor): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    if (faults.isAway(vendor, 'toVendor') || faults.strike(vendor, 'toVendor', 'outage')) request.socket.destroy();
    else next();
  };
}

async function answered(route: VendorRoute, request: Request, open: OpenEntry, faults: Faults): Promise<Way> {
  const answer = await route.respond(request);
  const told: JournalAnswer = { status: answer.status, body: answer.body };
  if (faults.strike(route.vendor, 'toVendor', 'resetAfter', open.entry.kind)) {
    open.answer({ ...told, error: 'reset after acceptance' });
    return 'reset';
  }
  const garbage = faults.strike(route.vendor, 'toVendor', 'garbage', open.entry.kind);
  if (garbage) {
    open.answer({ ...told, error: 'answered with garbage' });
    return route.garble?.(answer, garbage, request) ?? NOT_JSON;
  }
  open.answer(told);
  return answer;
}

async function serve(tools: EdgeTools, route: VendorRoute, request: Request, open: OpenEntry): Promise<Way> {
  const strike = (kind: FaultKind) => tools.faults.strike(route.vendor, 'toVendor', kind, open.entry.kind);
  const slow = strike('latency');
  if (slow) await slowness(tools, slow);
  if (strike('drop')) {
    open.answer({ error: 'dropped: never answered' });
    return 'silence';
  }
  if (strike('resetBefore')) {
    open.answer({ error: 'reset before acceptance' });
    return 'reset';
  }
  const refusal = strike('status') ?? strike('rateLimit');
  if (!refusal) return answered(route, request, open, tools.faults);
  const answer = route.refuse(refusal);
  open.answer({ status: answer.status, body: answer.body });
  return answer;
}

function createRoute(tools: EdgeTools, route: VendorRoute): RequestHandler {
  return async (request, response) => {
    const described = route.describe(request);
    const lag = tools.faults.strike(route.vendor, 'toVendor', 'lag', described.kind);
    if (lag) await slowness(tools, lag);
    const open = tools.journal.record({ vendor: route.vendor, direction: 'toVendor', ...described });
    const way = await serve(tools, route, request, open);
    if (way === 'reset') request.socket.destroy();
    else if (way !== 'silence') write(response, withSpoiltFile(tools, route.vendor, open.entry.kind, way));
  };
}

/** The faults of a file that is sent as it is made. */
function withSpoiltFile({ faults }: EdgeTools, vendor: Vendor, kind: string, answer: Answer): Answer {
  const { stream, headers = {} } = answer;
  if (stream === undefined) return answer;
  const strike = (fault: 'cutOff' | 'alter') => faults.strike(vendor, 'toVendor', fault, kind) !== undefined;
  const how = { cut: strike('cutOff'), altered: strike('alter') };
  return { ...answer, stream: () => spoilt(stream(), Number(headers['content-length']), how) };
}

async function sendCopies(send: Delivery['send'], copies: number): Promise<Answer> {
  const sent = await Promise.allSettled(Array.from({ length: copies }, () => send({ garbled: false })));
  const first = sent[0]!;
  if (first.status === 'rejected') throw first.reason;
  return first.value;
}

function createDeliver(tools: EdgeTools): Edge['deliver'] {
  const { faults, timers } = tools;
  const held: (() => void)[] = [];
  const heldBehindTheNext = (): Promise<void> =>
    new Promise((resolve) => {
      timers.after(HELD_AT_MOST_MS, resolve);
      held.push(resolve);
    });

  return async ({ vendor, kind, send }) => {
    const strike = (fault: FaultKind) => faults.strike(vendor, 'fromVendor', fault, kind);
    await faults.whenBack(vendor, 'fromVendor');
    if (strike('outage')) throw new Error('The vendor was away.');
    const slow = strike('latency');
    if (slow) await slowness(tools, slow);
    if (strike('drop')) return 'lost';
    if (strike('resetBefore')) throw new Error('Connection reset before the request.');
    if (strike('garbage')) await send({ garbled: true }).catch(() => undefined);
    if (strike('reorder')) await heldBehindTheNext();
    try {
      const answer = await sendCopies(send, strike('duplicate') ? 2 : 1);
      if (strike('resetAfter')) throw new Error('Connection reset before the answer.');
      return answer;
    } finally {
      held.splice(0).forEach((release) => release());
    }
  };
}

/** The one place where requests to and from the fake vendors meet the journal and the faults. */
export function createEdge(tools: EdgeTools): Edge {
  return {
    entrance: (vendor) => [createOutage(tools.faults, vendor), express.raw({ type: () => true, limit: '10mb' })],
    outage: (vendor) => createOutage(tools.faults, vendor),
    route: (route) => createRoute(tools, route),
    deliver: createDeliver(tools),
  };
}
