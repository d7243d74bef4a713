import { z } from 'zod';

/** What the page knows of the product beyond its vendors. Without it the page shows phone and Slack alone. */
export const pageConfigSchema = z.strictObject({
  temporal: z.strictObject({
    address: z.string().min(1),
    namespace: z.string().min(1).default('default'),
    /** Temporal UI, for links. */
    ui: z.url().optional(),
  }),
  phoneNumberId: z.string().min(1),
  /** `BATON_ID_KEY`: workflow ids are made with it. */
  idKey: z.string().min(1),
  /** `BATON_DATA_KEYS`: what the page asks Temporal for is encrypted with one of them. */
  dataKeys: z.array(z.hex().length(64)).default([]),
  /** `BATON_LINK_KEY` and `BATON_PUBLIC_URL`, for a link to the transcript. */
  links: z.strictObject({ key: z.string().min(1), publicUrl: z.url() }).optional(),
  engine: z.enum(['openai', 'local']),
  /** The engine talks to the simulator's stand-in model. */
  simulatedModel: z.boolean().default(false),
  /** The phone that the page begins with: digits. */
  phone: z
    .string()
    .regex(/^\d{7,15}$/)
    .default('27825551234'),
});

export type PageConfig = z.infer<typeof pageConfigSchema>;
