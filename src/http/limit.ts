import type { RequestHandler } from 'express';
import rateLimit from 'express-rate-limit';

const MINUTE_MS = 60_000;
/** A team behind one address that reads transcripts all day stays far below. */
const PER_MINUTE = 300;

/**
 * At most `perMinute` requests a minute from one address, then 429. For pages alone: what WhatsApp and Slack send must not be lost
 * because somebody else came through the same proxy. Which address that is depends on Express's `trust proxy`.
 */
export const limitByAddress = (perMinute = PER_MINUTE): RequestHandler =>
  rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Without BATON_PROXIES such a header is the client's own claim and is not read.
    validate: { xForwardedForHeader: false },
    handler: (_request, response) =>
      void response.status(429).type('text/plain').send('Too many requests from this address. Try again in a minute.'),
  });
