import type { Request, Response } from 'express';
import type { Html } from '../http/html';

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'same-origin',
};

export const send = (response: Response, status: number, { markup }: Html): void =>
  void response.status(status).set(HEADERS).type('text/html').send(markup);

/** The page itself asks, and wants the part that changes; a browser without JavaScript wants a page. */
export const isFragment = (request: Request): boolean => request.get('hx-request') === 'true';
