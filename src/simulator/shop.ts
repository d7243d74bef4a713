import { existsSync, writeFileSync } from 'node:fs';
import { Router } from 'express';
import { z } from 'zod';
import { readControlBody, refuseControl } from './control-answers';
import type { SimulatorPart, SimulatorTools } from './parts';

/** When the shop's people work: `always`, not before the next 08:00 (`closed`), or as in `business.yml`. */
const HOURS = ['always', 'closed', 'business'] as const;
type ShopHours = (typeof HOURS)[number];
const shopSchema = z.strictObject({ hours: z.enum(HOURS) });

export interface ShopConfig {
  /** The file of hours that the product is configured with; this is who writes it. */
  hoursFile: string;
  timeZone: string;
}

const MINUTE_MS = 60_000;
const OPENS = '08:00';
const ROUND_THE_CLOCK = 'hours: always\npublic_holidays: open\nopen_days: {}\nwrite_between: open\n';

const local = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);

/** The next moment, in the shop's time, at which its clocks show 08:00. */
function nextMorning(now: number, timeZone: string): string {
  let at = now;
  do at += MINUTE_MS;
  while (!local(at, timeZone).endsWith(` ${OPENS}`));
  return local(at, timeZone);
}

function contentOf(hours: ShopHours, timeZone: string, now: number): string {
  if (hours === 'business') return '{}\n';
  if (hours === 'always') return `${ROUND_THE_CLOCK}closed_days: []\n`;
  return `${ROUND_THE_CLOCK}closed_days:\n  - "${local(now, timeZone)} - ${nextMorning(now, timeZone)}"\n`;
}

/** The shop itself: a person there who opens and closes it, by the file that a shop has for that. */
export function createShop(config: ShopConfig | undefined, { events }: SimulatorTools): SimulatorPart {
  let hours: ShopHours = 'always';
  const set = (file: ShopConfig, wanted: ShopHours): void => {
    hours = wanted;
    writeFileSync(file.hoursFile, contentOf(wanted, file.timeZone, Date.now()));
    events.emit({ type: 'shop' });
  };
  if (config && !existsSync(config.hoursFile)) set(config, 'always');

  const control = Router();
  control.get('/shop', (_request, response) => void response.json({ hours: config ? hours : 'business' }));
  control.put('/shop', (request, response) => {
    const wanted = readControlBody(shopSchema, request);
    if (!config) return refuseControl(response, 409, 'The simulator was not told which file the hours are in.');
    set(config, wanted.hours);
    response.json({ hours });
  });
  return { control, ...(config && { reset: () => set(config, 'always') }) };
}
