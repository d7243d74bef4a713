export { createLocalBrain } from './brain';
export { guessLanguage } from './language';
export { instantOf } from '../../knowledge/business-clock';
export { createTexts } from '../../knowledge/texts';
export { parseKnowledge } from '../../knowledge/parse';
export type { Knowledge } from '../../knowledge/types';
export type * from './types';
