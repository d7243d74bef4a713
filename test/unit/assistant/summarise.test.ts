import { summarise, type Reading } from '../../../activities/assistant/local/summarise';
import type { BrainLine } from '../../../activities/assistant/local/types';

const customer = (text: string): BrainLine => ({ from: 'customer', text });
const assistant = (text: string): BrainLine => ({ from: 'assistant', text });

const STORY = [
  customer('What are your trading hours?'),
  assistant('We are open from Monday to Friday.'),
  customer('Where is my order #5544?'),
  assistant('Order 5544 was delivered on 3 October 2026.'),
  customer('It was delivered but a part is missing'),
];

function read(message: string): Reading {
  if (message.includes('5544')) return { orders: ['5544'], title: 'Tracking an order', social: false };
  if (message.includes('hours')) return { orders: [], title: 'Trading hours', social: false };
  if (message.includes('missing')) return { orders: [], title: 'Missing, damaged or wrong item', social: false };
  return { orders: [], social: message === 'Hello' };
}

describe('summarise', () => {
  it('when the story was lived, it tells what was asked, told, tried and wanted, each thing once', () => {
    expect(summarise(STORY, 'complaint', read)).toEqual({
      askedFor: 'Tracking of order 5544 and trading hours.',
      told: 'Order 5544 was delivered.',
      tried: 'Looked up order 5544 and answered one question from the knowledge.',
      wants: 'To have it put right. Says “It was delivered but a part is missing”',
    });
  });

  it('when an agent wrote before, the team reads what was promised', () => {
    const transcript = [...STORY, { from: 'agent', text: 'A new one leaves today.' }, customer('Still nothing here')];
    const { told, wants } = summarise(transcript, 'complaint', read);
    expect(told).toBe('Order 5544 was delivered. An agent wrote “A new one leaves today.”');
    expect(wants).toContain('To have it put right.');
  });

  it('when nothing was asked, told or tried, those points are empty', () => {
    expect(summarise([customer('Hello'), customer('I want to talk to a person')], 'human_requested', read)).toEqual({
      askedFor: '',
      told: '',
      tried: '',
      wants: 'To talk to a person. Says “I want to talk to a person”',
    });
  });

  it('when a wish for a person comes with a question, the wish is quoted and the question is not lost', () => {
    const burst = [customer('What are your trading hours?'), customer('I want to speak to a human')];
    expect(summarise(burst, 'human_requested', read).wants).toBe(
      'To talk to a person. Says “I want to speak to a human” Also wrote “What are your trading hours?”',
    );
    const later = [...STORY.slice(0, 2), customer('I want to speak to a human')];
    expect(summarise(later, 'human_requested', read).wants).toBe(
      'To talk to a person. Says “I want to speak to a human”',
    );
  });

  it('when an agent took over unasked and nothing was said yet, there is nothing to tell', () => {
    const empty = { askedFor: '', told: '', tried: '', wants: '' };
    expect(summarise([customer('Hello')], 'agent_initiated', read)).toEqual(empty);
  });

  it('when the answer was not about an order, its first sentence is told', () => {
    expect(summarise(STORY.slice(0, 2), 'human_requested', read)).toMatchObject({
      askedFor: 'Trading hours.',
      told: '“We are open from Monday to Friday.”',
    });
  });
});
