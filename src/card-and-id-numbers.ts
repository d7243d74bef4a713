/** Numbers that nobody should have written: payment cards and South African identity numbers. */
import { isCardNumber, isIdNumber, LONGEST, SHORTEST } from './issued-numbers';
import { readRun, RUN, type Group, type NumberRun } from './number-run';

const CARD = '[card number]';
const ID = '[ID number]';

/** How people group them: equal groups with a shorter last one, or as printed on the card or in the identity document. */
const CARD_GROUPS = /^(?:4,6,[345]|4,12|6,10|6,4,6)$/;
const ID_GROUPS = /^(?:13|6,7|6,4,3|6,4,2,1|6,4,1,1,1|2,2,2,4,3|2,2,2,7|10,3|(?:1,){12}1)$/;
const LONGEST_PHONE_NUMBER = 15;
/** More of them are a list of numbers rather than one in odd groups. */
const MOST_GROUPS = 8;

interface Found {
  name: string;
  first: number;
  count: number;
}

type Judge = (run: NumberRun, groups: Group[], first: number) => string | undefined;

/** The text with each card number and each South African ID number replaced by what it was. */
export function withoutCardAndIdNumbers(text: string): string {
  return text.replace(RUN, (written, offset: number) => maskRun(readRun(text, written, offset)));
}

function maskRun(run: NumberRun): string {
  let masked = '';
  let from = 0;
  for (const { name, first, count } of numbersIn(run)) {
    masked += run.text.slice(from, run.groups[first]?.start) + name;
    from = run.groups[first + count - 1]?.end ?? run.text.length;
  }
  return masked + run.text.slice(from);
}

/** What is grouped as such numbers are comes first, so that no odd reading of its neighbours leaves a part of it behind. */
function numbersIn(run: NumberRun): Found[] {
  const all: Found[] = [];
  let from = 0;
  for (const found of [...scan(run, 0, run.groups.length, asPrinted), undefined]) {
    const to = found?.first ?? run.groups.length;
    const few = to - from <= MOST_GROUPS;
    all.push(...scan(run, from, to, few ? inOddGroups : inOddGroupsOfCard));
    if (found !== undefined) all.push(found);
    from = to + (found?.count ?? 0);
  }
  return all;
}

function scan(run: NumberRun, from: number, to: number, judge: Judge): Found[] {
  const all: Found[] = [];
  for (let first = from; first < to;) {
    const found = longestAt(run, first, to, judge);
    if (found !== undefined) all.push(found);
    first += found?.count ?? 1;
  }
  return all;
}

function longestAt(run: NumberRun, first: number, to: number, judge: Judge): Found | undefined {
  let count = 0;
  let length = 0;
  while (first + count < to && length <= LONGEST) length += sizeOf(run, first + count++);
  for (; length >= SHORTEST; length -= sizeOf(run, first + --count)) {
    const name = length > LONGEST ? undefined : judge(run, run.groups.slice(first, first + count), first);
    if (name !== undefined) return { name, first, count };
  }
  return undefined;
}

const sizeOf = (run: NumberRun, place: number): number => run.groups[place]?.digits.length ?? 0;

const joined = (groups: Group[]): string => groups.map(({ digits }) => digits).join('');

function asPrinted(run: NumberRun, groups: Group[], first: number): string | undefined {
  if (!groups.slice(1).every(({ close }) => close)) return undefined;
  const sizes = groups.map(({ digits: { length } }) => length);
  const digits = joined(groups);
  if (isGroupedAsId(groups, sizes) && isIdNumber(digits)) return ID;
  if (!isGroupedAsCard(sizes) || !isCardNumber(digits)) return undefined;
  if (first > 0) return CARD;
  if (groups.length === 1 && (run.prefixed || (run.labelled && !run.ofCard()))) return undefined;
  return mayBePhone(run, digits) ? undefined : CARD;
}

/** Any groups and anything between them, unless it can be read as something else. */
function inOddGroups(run: NumberRun, groups: Group[], first: number): string | undefined {
  if (groups.length === 1 || groups.some(({ other }) => other)) return undefined;
  const digits = joined(groups);
  if (isIdNumber(digits)) return ID;
  if (!isCardNumber(digits) || (first === 0 && mayBePhone(run, digits))) return undefined;
  return run.labelled && !run.ofCard() ? undefined : CARD;
}

const inOddGroupsOfCard: Judge = (run, groups, first) => (run.ofCard() ? inOddGroups(run, groups, first) : undefined);

const mayBePhone = (run: NumberRun, digits: string): boolean =>
  run.plus && digits.length <= LONGEST_PHONE_NUMBER && !run.ofCard();

/** Ten digits of it are a telephone number more often. */
const isGroupedAsId = (groups: Group[], sizes: number[]): boolean =>
  ID_GROUPS.test(sizes.join()) && (sizes[0] !== 10 || groups[0]?.other === false);

function isGroupedAsCard(sizes: number[]): boolean {
  const [size = 0] = sizes;
  const last = sizes.at(-1) ?? 0;
  return CARD_GROUPS.test(sizes.join()) || (sizes.slice(0, -1).every((other) => other === size) && last <= size);
}
