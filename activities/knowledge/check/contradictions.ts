import { factsIn, type Fact } from '../../assistant/grounding/facts';
import { fileOf, wrong, type CheckedKnowledge, type Finding } from './findings';

const STREET =
  /\b\d{1,5}[A-Za-z]? (?:[A-Z][\w'’-]+ ){1,3}(?:Street|Str|St|Road|Rd|Avenue|Ave|Drive|Dr|Lane|Close|Crescent|Way|Boulevard|Straat|Weg|Laan|Rylaan)\b/g;

const plain = (text: string): string => text.toLowerCase().replace(/[\s.,*]+/g, ' ').trim();

const siteOf = (link: string): string => link.replace(/\/.*$/, '');

/** An e-mail address must be the same; on the web a page of a known site will do. */
const sameLink = (one: string, other: string): boolean =>
  one.includes('@') || other.includes('@') ? one === other : siteOf(one) === siteOf(other);

type Contact = 'phone' | 'link';

const isKnown = (kind: Contact, value: string, known: Fact[]): boolean =>
  known.some((fact) => fact.kind === kind && (kind === 'link' ? sameLink(value, fact.value) : value === fact.value));

/** Telephone numbers, addresses and places on the web that stand nowhere in `business.yml`. */
function strangers(text: string, file: string, facts: string): Finding[] {
  const known = factsIn(facts);
  const contacts = factsIn(text).flatMap(({ kind, value, shown }) => {
    if ((kind !== 'phone' && kind !== 'link') || isKnown(kind, value, known)) return [];
    return [`has ${shown.replace(/[.,;:]+$/, '')}, which is not in business.yml: correct one, or list it under other_contacts.`];
  });
  const streets = [...text.matchAll(STREET)]
    .filter(([street]) => !plain(facts).includes(plain(street)))
    .map(([street]) => `has the address ${street}, which is not in business.yml: correct one.`);
  return [...new Set([...contacts, ...streets])].map((sentence) => wrong('contradiction', file, sentence));
}

/** One value of `business.yml`: `path: value`. */
function valueOf(facts: string[], path: string): string | undefined {
  return facts.find((fact) => fact.startsWith(`${path}: `))?.slice(path.length + 2);
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?;])\s+|\n+/).filter((part) => part.trim() !== '');
const pricesIn = (text: string): Fact[] => factsIn(text).filter(({ kind }) => kind === 'price');

const FREE = /\b(?:free|gratis|mahala|simahla)\b/i;
const DELIVERY = /\b(?:deliver|delivery|delivered|shipping|courier|orders?|aflewer\w*|bestellings?)\b/i;
const FROM = /(?:\bfrom|\bover|\babove|\bmore than|\bvanaf|\bbo|\boor) \*?R|R ?[\d  ,]+\*? (?:or more|and more|of meer)/i;

/** "Delivery is free from R850" where `free_delivery_from` says otherwise, or says nothing. */
function freeDelivery(text: string, file: string, facts: string[]): Finding[] {
  const from = valueOf(facts, 'free_delivery_from');
  const amount = String(Number(from));
  const truth =
    from === undefined
      ? 'there is no free_delivery_from in business.yml: add it there, or take this out.'
      : `free_delivery_from in business.yml is ${from}: correct one.`;
  return sentencesOf(text)
    .filter((sentence) => FREE.test(sentence) && DELIVERY.test(sentence) && FROM.test(sentence))
    .filter((sentence) => pricesIn(sentence).every(({ value }) => value !== amount))
    .map((sentence) => {
      const shown = pricesIn(sentence)[0]?.shown ?? 'another amount';
      return wrong('contradiction', file, `says ${shown} where ${truth}`);
    });
}

/** The fees of `business.yml`, in blocks whose name ends in `fees`, by the words that topics use for them. */
const feesOf = (facts: string[]): { path: string; words: string; amount: string }[] =>
  facts.flatMap((fact) => {
    const [, path, words, amount] = /^(\w*fees\.([^:]+)): (\d+(?:\.\d+)?)$/.exec(fact) ?? [];
    return path === undefined ? [] : [{ path, words: plain(words!), amount: String(Number(amount)) }];
  });

/** "Main centres: R95" where the fee of that name in `business.yml` is another. */
function fees(text: string, file: string, facts: string[]): Finding[] {
  const threshold = valueOf(facts, 'free_delivery_from') ?? '';
  return feesOf(facts).flatMap(({ path, words, amount }) =>
    sentencesOf(text).flatMap((sentence) => {
      const at = plain(sentence).indexOf(words);
      if (at < 0) return [];
      const prices = pricesIn(sentence).filter(({ value }) => value !== String(Number(threshold)));
      if (prices.length === 0 || prices.some(({ value }) => value === amount)) return [];
      return [
        wrong('contradiction', file, `says ${prices[0]!.shown} where ${path} in business.yml is ${amount}: correct one.`),
      ];
    }),
  );
}

/** A fee whose words no topic uses: the topic that tells the fees still tells those of somebody else. */
function untoldFees({ business, topics }: CheckedKnowledge): Finding[] {
  const told = topics.map(({ body }) => plain(body));
  return feesOf(business.facts)
    .filter(({ words }) => told.every((body) => !body.includes(words)))
    .map(({ path, amount }) =>
      wrong(
        'contradiction',
        'business.yml',
        `says ${path}: ${amount}, and no topic tells that fee in these words: write it into a topic, or take it out.`,
      ),
    );
}

/** What topics say of contacts, addresses and amounts that `business.yml` does not say. */
export function contradictionFindings(checked: CheckedKnowledge): Finding[] {
  const { business, topics } = checked;
  const { facts } = business;
  const known = [...facts, `privacy_url: ${business.privacyUrl}`].join('\n');
  const inTopics = topics.flatMap((topic) => {
    const file = fileOf(topic);
    return [
      ...strangers(topic.body, file, known),
      ...freeDelivery(topic.body, file, facts),
      ...fees(topic.body, file, facts),
    ];
  });
  return [...inTopics, ...untoldFees(checked)];
}
