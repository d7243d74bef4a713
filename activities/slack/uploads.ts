import type { WebClient } from '@slack/web-api';
import { notFetched } from '../files/failures';
import { sendStream, vendorAddress } from '../files/http-stream';
import { pauseAfter, postFailure } from './failures';

const HOSTS = ['slack.com'];

/**
 * Uploads to Slack. What `upload` has brought is seen by nobody until it is posted, and thrown away where that never
 * happens (docs.slack.dev, files.getUploadURLExternal). Throws a failure of `activities/files/failures.ts`.
 */
export function createUploads({ client, apiUrl }: { client: WebClient; apiUrl: string }) {
  async function begin(filename: string, length: number): Promise<{ fileId: string; url: URL }> {
    try {
      const { file_id: fileId, upload_url: address = '' } = await client.files.getUploadURLExternal({
        filename,
        length,
      });
      const url = vendorAddress(address, apiUrl, HOSTS);
      if (fileId !== undefined && url !== undefined) return { fileId, url };
    } catch (error) {
      throw notFetched('slack', pauseAfter(postFailure(error)));
    }
    throw notFetched('slack');
  }

  return {
    /** Returns Slack's id of the file. `length`: bytes of all that `body` yields. */
    async upload(name: string, length: number, body: AsyncIterable<Buffer>, signal: AbortSignal): Promise<string> {
      const { fileId, url } = await begin(name, length);
      const headers = { 'content-type': 'application/octet-stream', 'content-length': String(length) };
      const { status } = await sendStream(url, { headers, signal }, body);
      if (status !== 200) throw notFetched('slack');
      return fileId;
    },
  };
}

export type Uploads = ReturnType<typeof createUploads>;
