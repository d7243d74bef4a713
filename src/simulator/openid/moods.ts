import { Router } from 'express';
import { z } from 'zod';
import { readControlBody } from '../control-answers';
import { SIGNATURES, type Signature } from './tokens';

export interface Moods {
  /** What ID tokens say in place of the truth; null leaves a claim out. */
  claims: Record<string, string | number | string[] | null>;
  /** How they are signed. */
  signature: Signature;
}

const moodsSchema = z.strictObject({
  claims: z.record(z.string().min(1), z.union([z.string(), z.number(), z.array(z.string()), z.null()])).default({}),
  signature: z.enum(SIGNATURES).default('own'),
});

const honest = (): Moods => ({ claims: {}, signature: 'own' });

/** In what an issuer that is broken, or is not the one it says, can be wrong. Each PUT replaces all of it. */
export function createMoods() {
  let moods = honest();
  const control = Router();
  control.put('/openid/settings', (request, response) => {
    moods = readControlBody(moodsSchema, request);
    response.json(moods);
  });
  return {
    control,
    current: (): Moods => moods,
    reset: () => {
      moods = honest();
    },
  };
}

/** The claims as somebody in this mood states them. */
export const statedIn = ({ claims }: Moods, truth: object): object =>
  Object.fromEntries(Object.entries({ ...truth, ...claims }).filter(([, value]) => value !== null));
