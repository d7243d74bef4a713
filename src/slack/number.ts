import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { readAgentText } from './text';

const HOME_COUNTRY = 'ZA';

/** An international number without plus, or `undefined`. Numbers without a country are South African. */
export function readNumber(typed: string): string | undefined {
  const number = parsePhoneNumberFromString(readAgentText(typed, new Map()).text, HOME_COUNTRY);
  return number?.isPossible() ? number.number.slice(1) : undefined;
}
