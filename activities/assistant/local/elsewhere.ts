import { ELSEWHERE } from './data/fillers';
import { simplify } from './text/normalise';

/** Whether a text speaks of what no shop has. */
export const isElsewhere = (text: string): boolean => ELSEWHERE.some((pattern) => pattern.test(simplify(text)));
