import { readButton, replyButton, type ButtonAction } from '../../workflows/conversation/buttons';
import { BUTTON_KEYS } from '../../workflows/conversation/words';

const ACTIONS: ButtonAction[] = ['connect', 'decline', 'assistant', 'wait', 'sorted', 'unsorted', 'type'];

describe('reply buttons', () => {
  test.each(ACTIONS)(
    'when a button for %s comes back, then it says what, in which epoch, for which question',
    (action) => {
      const { id, title } = replyButton(action, 1_795_420_800, 17);
      expect(readButton(id)).toEqual({ action, epoch: 1_795_420_800, question: 17 });
      expect(BUTTON_KEYS).toContain(title);
      // WhatsApp: at most 256 characters.
      expect(id.length).toBeLessThanOrEqual(256);
    },
  );

  test('when two actions are shown, then their titles differ', () => {
    expect(new Set(ACTIONS.map((action) => replyButton(action, 1, 1).title)).size).toBe(ACTIONS.length);
  });

  test.each([
    '',
    'template-7',
    'connect',
    'connect:1',
    'connect:1:',
    'connect:a:b',
    'delete:1:1',
    'connect:1:1:1',
    'constructor:1:1',
    'connect:1:1\n',
  ])('when the id is "%s", then the button is not ours', (id) => {
    expect(readButton(id)).toBeUndefined();
  });
});
