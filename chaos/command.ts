import type { Options } from './options';

/** What shows the same again: the same customers, agents and faults. */
export function commandOf({ mode, seed, minutes, atOnce, serverKills, ...options }: Options): string {
  const amounts: Partial<Record<Options['mode'], string>> = {
    chaos: `${serverKills === undefined ? `--minutes ${minutes}` : `--server-kills ${serverKills}`} --at-once ${atOnce}`,
    matrix: `--matrix${options.only === '' ? '' : ` --only "${options.only}"`}`,
    races: `--races ${options.races} --at-once ${atOnce}`,
    soak: `--soak --conversations ${options.conversations} --at-once ${atOnce}`,
  };
  return `npm run chaos -- ${amounts[mode] ?? `--${mode}`} --seed ${seed}`;
}
