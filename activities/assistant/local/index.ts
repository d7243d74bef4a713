export { createLocalBrain } from './brain';
export { guessLanguage } from './language';
export { parseKnowledge } from '../../knowledge/parse';
export type { Knowledge } from '../../knowledge/types';
export type * from './types';
