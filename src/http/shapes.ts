/** Building blocks for reading what Meta sends: what is missing or odd in one place must not cost the rest. */
import { z } from 'zod';

const LONGEST_ID = 512;
const LONGEST_NAME = 256;
/** As much as a customer can type into WhatsApp. */
const LONGEST_TEXT = 65_536;

const asString = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);

export const id = z.preprocess(asString, z.string().min(1).max(LONGEST_ID));
export const digits = z.preprocess(
  (value) => (typeof value === 'string' ? value.replace(/^\+/, '') : asString(value)),
  z.string().regex(/^\d{1,32}$/),
);
export const userId = z.string().regex(/^[\w.-]{1,200}$/);

/** Text that has to be there. What no phone could have sent is cut off. */
export const text = z
  .string()
  .min(1)
  .transform((value) => value.slice(0, LONGEST_TEXT));
export const name = z
  .string()
  .min(1)
  .transform((value) => value.slice(0, LONGEST_NAME));

/** Something that may be missing, and counts as missing where it is not in its shape. */
export const maybe = <T extends z.ZodType>(shape: T) => shape.optional().catch(undefined);

/** A list of anything; what is not a list is a list of one, so that it is looked at and told. */
export const list = z
  .unknown()
  .optional()
  .transform((value): unknown[] => (Array.isArray(value) ? (value as unknown[]) : value == null ? [] : [value]));

/** Meta's timestamps: seconds since 1970, as a string. In ms. */
export const timestamp = z
  .preprocess(asString, z.string().regex(/^\d{1,12}$/))
  .transform((value) => Number(value) * 1000);

export type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same fields without those that are undefined. */
export const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
