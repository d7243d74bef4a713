import { residentMb } from './figures/processes';
import type { Shift, ScreenMessage } from './shift';
import { THANDI } from './scene';
import { until } from './until';

export const MEGABYTE = 1024 * 1024;
/** Large files and other tests take their time. */
export const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 50;

export interface PostedFile {
  id: string;
  name: string;
  size: number;
}

/** What an agent attaches in Slack; `file` as of a phone (docs/simulator.md). */
export interface Attached {
  name: string;
  file: object;
}

export const filesIn = (replies: ScreenMessage[]): PostedFile[] =>
  replies.flatMap(({ files = [] }) => files) as unknown as PostedFile[];

/** Files on their way between customers and agents in one running system. */
export function createMedia(shift: Shift) {
  const { card, control, sends, system } = shift;
  /** What the customer has sent, in the thread of the newest card. */
  const posted = async (phone: string): Promise<PostedFile[]> => filesIn((await card(phone)).replies);
  return {
    posted,
    /** … once the file of this name is there. */
    postedAs: (phone: string, name: string) =>
      until(
        () => posted(phone),
        (files) => files.some((file) => file.name === name),
        PATIENCE_MS,
      ),
    /** An agent attaches something in the thread of the newest card. */
    async attach(phone: string, text: string, ...files: Attached[]): Promise<void> {
      const { ts } = await card(phone);
      await control.call('POST', '/control/slack/messages', { user: THANDI, thread_ts: ts, text, files });
    },
    /** The newest message on the customer's phone, once it is this file; `size`: bytes, as WhatsApp got them. */
    async gets(phone: string, kind: string, size: number): Promise<void> {
      await until(
        () => control.phone(phone),
        (messages) => messages.at(-1)?.kind === kind,
        PATIENCE_MS,
      );
      const uploads = await control.journal({ vendor: 'whatsapp', kind: 'upload' });
      expect(uploads.at(-1)?.body).toMatchObject({ file: { size } });
    },
    /** What the agent's messages to this phone were, as WhatsApp has them: type, and words or name. */
    sent: async (phone: string): Promise<unknown[]> =>
      (await sends(phone, 'agent')).map(({ body }) => {
        const { type, ...rest } = body as { type: string } & Record<
          string,
          { caption?: string; filename?: string; body?: string }
        >;
        const { caption, filename, body: text } = rest[type] ?? {};
        return [type, text ?? caption ?? filename];
      }),
    /** By how much the memory of a process grows while something happens, at the most, MB. */
    async growth(name: 'gateway' | 'worker', work: () => Promise<unknown>): Promise<number> {
      const held = (): number => residentMb(system.pid(name)!) ?? 0;
      const before = held();
      let most = before;
      const look = setInterval(() => (most = Math.max(most, held())), LOOK_EVERY_MS);
      await work().finally(() => clearInterval(look));
      return most - before;
    },
  };
}

export type Media = ReturnType<typeof createMedia>;
