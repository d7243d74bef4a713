import type { Business, Topic } from '../types';

/** One thing that the business should look at. */
export interface Finding {
  kind:
    | 'broken'
    | 'gap'
    | 'expired'
    | 'ends_soon'
    | 'review'
    | 'contradiction'
    | 'must_not_appear'
    | 'too_long'
    | 'language'
    | 'duplicate'
    | 'not_read';
  /** Relative to the folder. */
  file: string;
  /** One sentence with its remedy, without the file. */
  sentence: string;
  /** `wrong`: somebody should mend it. `notice`: worth knowing. */
  severity: 'wrong' | 'notice';
}

/** Where a topic stands. */
export const fileOf = ({ id }: Pick<Topic, 'id'>): string => `topics/${id}.md`;

export const wrong = (kind: Finding['kind'], file: string, sentence: string): Finding => ({
  kind,
  file,
  sentence,
  severity: 'wrong',
});

export const notice = (kind: Finding['kind'], file: string, sentence: string): Finding => ({
  kind,
  file,
  sentence,
  severity: 'notice',
});

/** What every part of the check is given. `day`: today as `YYYY-MM-DD` in the business's time zone. */
export interface CheckedKnowledge {
  business: Business;
  topics: Topic[];
  day: string;
}
