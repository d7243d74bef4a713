import type { Agent } from '../../workflows/conversation/ports';
import type { Role } from './team';

/** Whoever is signed in and looks at a page. */
export interface Viewer {
  agent: Agent;
  roles: Role[];
  csrf: string;
}

export const isAgent = ({ roles }: Pick<Viewer, 'roles'>): boolean => roles.includes('agent');
