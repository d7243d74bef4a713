export { createLocalBrain, validTopics } from './brain';
export { describeOrder, orderBasis } from './describe-order';
export { guessLanguage, languageOf } from './language';
export { orderNumberOf } from './order-number';
export { parseKnowledge, KnowledgeError } from '../../knowledge/parse';
export type { Knowledge, KnowledgeFile } from '../../knowledge/types';
export type * from './types';
