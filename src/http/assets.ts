import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Response } from 'express';

/** A file that a page loads. */
export interface Asset {
  /** Changes with the content, so that a browser may keep it for ever. */
  address: string;
  type: string;
  content: string;
}

/** Reads it once; `below` is the path of its folder on the web. */
export const readAsset = (path: string, below: string, type: string): Asset =>
  toAsset(readFileSync(path, 'utf8'), `${below}/{version}/${basename(path)}`, type);

/** These scripts as one, in this order, so that none begins before all of them are there. `below` as in `readAsset`. */
export const readScripts = (paths: string[], below: string, name: string): Asset =>
  toAsset(paths.map((path) => readFileSync(path, 'utf8')).join(';\n'), `${below}/{version}/${name}`, 'text/javascript');

function toAsset(content: string, address: string, type: string): Asset {
  const version = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { address: address.replace('{version}', version), type, content };
}

export const sendAsset = (response: Response, { type, content }: Asset): void =>
  void response.set('Cache-Control', 'public, max-age=31536000, immutable').type(type).send(content);
