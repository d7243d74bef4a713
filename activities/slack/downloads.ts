import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { notFetched, refused } from '../files/failures';
import { openStream, vendorAddress } from '../files/http-stream';
import { pauseAfter, postFailure } from './failures';

const HOSTS = ['slack.com'];
/** Of a file that its owner has deleted. */
const GONE = ['file_not_found', 'file_deleted'];

const fileShape = z.object({ size: z.number().int().nonnegative(), url_private_download: z.string().optional() });

/** What people attach in Slack (docs.slack.dev, files.info). Throws a failure of `activities/files/failures.ts`. */
export function createDownloads({ client, apiUrl, token }: { client: WebClient; apiUrl: string; token: string }) {
  async function look(fileId: string): Promise<z.infer<typeof fileShape>> {
    try {
      return fileShape.parse((await client.files.info({ file: fileId })).file);
    } catch (error) {
      if (error instanceof WebAPIPlatformError && GONE.includes(error.data.error)) throw refused('gone');
      throw notFetched('slack', pauseAfter(postFailure(error)));
    }
  }

  return {
    async open(fileId: string, signal: AbortSignal): Promise<{ body: Readable; size: number }> {
      const { size, url_private_download: address = '' } = await look(fileId);
      if (size === 0) throw refused('empty');
      const url = vendorAddress(address, apiUrl, HOSTS);
      // What lives elsewhere is a link with a preview, and not Slack's to give.
      if (url === undefined) throw refused('not_taken');
      const body = await openStream(url, { headers: { authorization: `Bearer ${token}` }, signal });
      // To whom it does not give the file, Slack shows its page for signing in, with status 200.
      const isPage = /^text\/html\b/.test(body.headers['content-type'] ?? '');
      if (body.statusCode === 200 && !isPage) return { body, size };
      body.destroy();
      throw body.statusCode === 404 ? refused('gone') : notFetched('slack');
    },
  };
}

export type Downloads = ReturnType<typeof createDownloads>;
