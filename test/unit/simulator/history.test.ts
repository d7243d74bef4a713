import { defaultPayloadConverter } from '@temporalio/common';
import { createPayloadCipher } from '../../../src/payload-codec';
import { momentOf as momentWith } from '../../../src/simulator/page/history';

const summary = defaultPayloadConverter.toPayload('draft turn 3');
const plain = createPayloadCipher({ keys: [], namespace: 'default' });
const momentOf = (event: Parameters<typeof momentWith>[0], seenAt: number) => momentWith(event, seenAt, plain);
const id = (eventId: number) => eventId as never;

describe('an event of the history on the page', () => {
  test('when an activity is scheduled, then its name and summary are told', () => {
    const event = {
      eventId: id(9),
      activityTaskScheduledEventAttributes: { activityType: { name: 'draft' } },
      userMetadata: { summary },
    };
    expect(momentOf(event, 5)).toEqual([
      { id: 9, kind: 'activity', name: 'draft', summary: 'draft turn 3', seenAt: 5 },
    ]);
  });

  test('when it ends, then what became of it and of which', () => {
    const event = { eventId: id(12), activityTaskCanceledEventAttributes: { scheduledEventId: id(9) } };
    expect(momentOf(event, 5)).toEqual([{ id: 12, kind: 'outcome', name: 'cancelled', of: 9, seenAt: 5 }]);
  });

  test('when a signal carries a customer’s words, then only its name is told', () => {
    const input = { payloads: [defaultPayloadConverter.toPayload('my secret')] };
    const event = {
      eventId: id(2),
      workflowExecutionSignaledEventAttributes: { signalName: 'customerMessage', input },
    };
    expect(momentOf(event, 5)).toEqual([{ id: 2, kind: 'signal', name: 'customerMessage', seenAt: 5 }]);
  });

  test('when an update is accepted, then its name is told', () => {
    const accepted = { acceptedRequest: { input: { name: 'takeOver' } } };
    expect(momentOf({ eventId: id(3), workflowExecutionUpdateAcceptedEventAttributes: accepted }, 5)).toEqual([
      { id: 3, kind: 'update', name: 'takeOver', seenAt: 5 },
    ]);
  });

  test('when a summary cannot be read, then the event is told without it', () => {
    const event = {
      eventId: id(4),
      timerFiredEventAttributes: {},
      userMetadata: { summary: { data: new Uint8Array(3) } },
    };
    expect(momentOf(event, 5)).toEqual([{ id: 4, kind: 'timer', name: 'fired', seenAt: 5 }]);
  });

  test('when Temporal only keeps its books, then nothing is told', () => {
    expect(momentOf({ eventId: id(5), workflowTaskScheduledEventAttributes: {} }, 5)).toEqual([]);
  });
});
