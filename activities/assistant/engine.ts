import type {
  Classification,
  ClassifyRequest,
  Draft,
  DraftRequest,
  SummariseRequest,
  Summary,
} from '../../workflows/conversation/ports';

type EngineName = 'openai' | 'local';

/** What understands and answers customers. All methods honour `signal` and throw `AssistantFailure` or anything else. */
export interface AssistantEngine {
  name: EngineName;
  classify(request: ClassifyRequest, signal: AbortSignal): Promise<Omit<Classification, 'engine' | 'settings'>>;
  draft(request: DraftRequest, signal: AbortSignal): Promise<Omit<Draft, 'engine'>>;
  summarise(request: SummariseRequest, signal: AbortSignal): Promise<Omit<Summary, 'engine'>>;
}
