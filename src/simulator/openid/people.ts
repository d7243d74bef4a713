import { PEOPLE as COLLEAGUES } from '../slack/state';

interface Person {
  id: string;
  realName: string;
}

/** Reads along on the desk page, and is not in the workspace. */
export const OPERATOR: Person = { id: 'U_OLWETHU', realName: 'Olwethu Dube' };

/** Whoever the issuer knows. */
export const PEOPLE: readonly Person[] = [...COLLEAGUES, OPERATOR];
