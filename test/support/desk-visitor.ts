import { createVisitor } from './desk';
import { THANDI } from './scene';
import type { System } from './system';

const HTMX = { 'hx-request': 'true' };

/** A file of so many bytes that begins like this, under a name. */
export const fileOf = (name: string, head: string, size = head.length): File =>
  new File([Buffer.from(head, 'latin1').subarray(0, size), Buffer.alloc(Math.max(0, size - head.length))], name);

/** An agent who has signed in on the desk page of a running system. */
export async function deskVisitor({ gateway, workflowIdOf }: System, user = THANDI) {
  const visitor = createVisitor(gateway);
  const { location } = await visitor.get('/desk/sign-in/start');
  const granted = await fetch(`${location}&user=${user}`, { redirect: 'manual' });
  const back = new URL(granted.headers.get('location') ?? '');
  await visitor.get(`${back.pathname}${back.search}`);
  const headers = () => ({ cookie: [...visitor.jar].map(([name, value]) => `${name}=${value}`).join('; ') });
  const page = async (phone: string): Promise<string> => `/desk/conversations/${await workflowIdOf(phone)}`;
  /** The composer's form with words and a file, as a browser fills it in. */
  async function form(phone: string, text: string, file: File): Promise<FormData> {
    const fields = new FormData();
    const hidden = await visitor.form('messages', await workflowIdOf(phone));
    for (const [name, value] of Object.entries({ ...hidden, text })) fields.set(name, value);
    fields.set('file', file);
    return fields;
  }
  return {
    headers,
    page,
    form,
    /** Sends words and a file with the composer's form: what the page then says. */
    async attach(phone: string, text: string, file: File): Promise<string> {
      const answer = await visitor.post(`${await page(phone)}/messages`, await form(phone, text, file), HTMX);
      return sentenceIn(answer.text);
    },
  };
}

/** What a fragment of the page says to whoever has pressed something. */
export const sentenceIn = (fragment: string): string => /<p class="said">([^<]*)<\/p>/.exec(fragment)?.[1] ?? '';
