import { createHmac, timingSafeEqual } from 'node:crypto';

type LinkVerdict = 'valid' | 'expired' | 'forged';

export interface TranscriptLinks {
  /** A link to the transcript of this conversation, or to one of its earlier records, that works for 24 hours. */
  link(workflowId: string, runId?: string): string;
  verify(workflowId: string, expires: unknown, signature: unknown): LinkVerdict;
}

interface LinkOptions {
  /** BATON_LINK_KEY. */
  key: string;
  /** Where browsers reach the gateway. */
  publicUrl: string;
  now?: () => number;
}

const LIFETIME_MS = 24 * 60 * 60 * 1000;

/** Links that open one transcript to whoever has them, for a day. Nobody without the key can make or change one. */
export function createTranscriptLinks({ key, publicUrl, now = Date.now }: LinkOptions): TranscriptLinks {
  const sign = (workflowId: string, expires: string): Buffer =>
    createHmac('sha256', key).update(`${workflowId}\n${expires}`).digest();

  return {
    link(workflowId, runId) {
      const expires = String(now() + LIFETIME_MS);
      const record = runId === undefined ? '' : `/${encodeURIComponent(runId)}`;
      const url = new URL(`${publicUrl.replace(/\/+$/, '')}/transcript/${encodeURIComponent(workflowId)}${record}`);
      url.searchParams.set('expires', expires);
      url.searchParams.set('signature', sign(workflowId, expires).toString('hex'));
      return url.href;
    },
    verify(workflowId, expires, signature) {
      if (typeof expires !== 'string' || !/^\d{1,15}$/.test(expires)) return 'forged';
      if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature)) return 'forged';
      if (!timingSafeEqual(sign(workflowId, expires), Buffer.from(signature, 'hex'))) return 'forged';
      return Number(expires) > now() ? 'valid' : 'expired';
    },
  };
}
