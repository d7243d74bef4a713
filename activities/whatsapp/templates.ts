import { z } from 'zod';
import type { ApprovedTemplate } from '../../workflows/conversation/template';

export interface TemplateCatalogOptions {
  /** Base URL of the Graph API with its version. */
  apiUrl: string;
  accessToken: string;
  /** The WhatsApp business account. */
  businessAccountId: string;
  timeoutMs?: number;
  now?: () => number;
}

const TIMEOUT_MS = 1_400;
/** What Meta approves or pauses is known so much later, ms. */
const FRESH_MS = 60_000;
const FIELDS = 'name,language,status,category,parameter_format,components';
const MOST = 200;
const PLACEHOLDER = /\{\{\s*\w+\s*\}\}/;

const button = z.object({ type: z.string(), text: z.string().default(''), url: z.string().optional() });
const component = z.object({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(button).optional(),
});
const template = z.object({
  id: z.coerce.string(),
  name: z.string().min(1),
  language: z.string().min(1),
  status: z.string(),
  category: z.string().optional(),
  parameter_format: z.string().optional(),
  components: z.array(component).default([]),
});
const answer = z.object({ data: z.array(z.unknown()) });

type Listed = z.infer<typeof template>;

/** Buttons that need no value of ours. */
const isPlainButton = ({ type, url = '' }: z.infer<typeof button>): boolean =>
  type === 'QUICK_REPLY' || type === 'PHONE_NUMBER' || (type === 'URL' && !PLACEHOLDER.test(url));

/** `undefined` for what needs more than words: a picture in its head, a code, a product, a link with a value. */
function readTemplate({ components, ...rest }: Listed): ApprovedTemplate | undefined {
  const { id, name, language, status, category, parameter_format: format } = rest;
  const part = (type: string) => components.find((one) => one.type.toUpperCase() === type);
  const [header, body, footer] = [part('HEADER'), part('BODY'), part('FOOTER')];
  const known = components.every(({ type }) => /^(HEADER|BODY|FOOTER|BUTTONS)$/i.test(type));
  const buttons = part('BUTTONS')?.buttons ?? [];
  if (status !== 'APPROVED' || category === 'AUTHENTICATION' || !known || !body?.text) return undefined;
  if (header !== undefined && header.format !== 'TEXT') return undefined;
  if (!buttons.every(isPlainButton)) return undefined;
  return {
    ...{ id, name, language, body: body.text, buttons: buttons.map(({ text }) => text), named: format === 'NAMED' },
    ...(header?.text && { header: header.text }),
    ...(footer?.text && { footer: footer.text }),
  };
}

/**
 * The approved templates of a WhatsApp business account, remembered for a minute. `list` throws where WhatsApp does not
 * answer in time, or not as documented.
 * https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates
 */
export function createTemplateCatalog(options: TemplateCatalogOptions): { list(): Promise<ApprovedTemplate[]> } {
  const { apiUrl, accessToken, businessAccountId, timeoutMs = TIMEOUT_MS, now = Date.now } = options;
  let known: { readAt: number; templates: Promise<ApprovedTemplate[]> } | undefined;

  const read = async (): Promise<ApprovedTemplate[]> => {
    const query = new URLSearchParams({ status: 'APPROVED', fields: FIELDS, limit: String(MOST) }).toString();
    const url = `${apiUrl.replace(/\/+$/, '')}/${encodeURIComponent(businessAccountId)}/message_templates?${query}`;
    const headers = { authorization: `Bearer ${accessToken}` };
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    if (!response.ok) throw new Error(`WhatsApp does not list its templates (${response.status}).`);
    const { data } = answer.parse(await response.json());
    return data.flatMap((one) => {
      const listed = template.safeParse(one).data;
      const readable = listed && readTemplate(listed);
      return readable ? [readable] : [];
    });
  };

  return {
    list() {
      if (known === undefined || now() - known.readAt >= FRESH_MS) {
        const fresh = { readAt: now(), templates: read() };
        known = fresh;
        fresh.templates.catch(() => {
          if (known === fresh) known = undefined;
        });
      }
      return known.templates;
    },
  };
}
