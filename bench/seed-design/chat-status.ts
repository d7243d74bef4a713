import { createClient } from '@redis/client';

/** What the design keeps in Redis: `chat_status:{phone}`, and the conversation so far. */
export interface ChatStore {
  isPaused(phone: string): Promise<boolean>;
  /** For 30 minutes, then the assistant speaks again: the design's `'EX', 1800`. */
  pause(phone: string): Promise<void>;
  remember(phone: string, line: string): Promise<void>;
  transcript(phone: string): Promise<string[]>;
}

const PAUSE_SECONDS = 1_800;

/** The design as it was written. Throws where Redis does not answer. */
export async function createRedisStore(url: string): Promise<ChatStore> {
  const redis = createClient({ url });
  await redis.connect();
  return {
    isPaused: async (phone) => (await redis.get(`chat_status:${phone}`)) === 'paused',
    async pause(phone) {
      await redis.set(`chat_status:${phone}`, 'paused', { expiration: { type: 'EX', value: PAUSE_SECONDS } });
    },
    async remember(phone, line) {
      await redis.rPush(`transcript:${phone}`, line);
    },
    transcript: (phone) => redis.lRange(`transcript:${phone}`, 0, -1),
  };
}

/** Where there is no Redis: the same in this process, which is faster than any Redis. */
export function createMemoryStore(): ChatStore {
  const pausedUntil = new Map<string, number>();
  const transcripts = new Map<string, string[]>();
  return {
    isPaused: async (phone) => (pausedUntil.get(phone) ?? 0) > Date.now(),
    pause: async (phone) => void pausedUntil.set(phone, Date.now() + PAUSE_SECONDS * 1_000),
    remember: async (phone, line) => void transcripts.set(phone, [...(transcripts.get(phone) ?? []), line]),
    transcript: async (phone) => transcripts.get(phone) ?? [],
  };
}
