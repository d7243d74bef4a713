import {
  conversationWorkflowId,
  customerKey,
  customerKeys,
  hmacKey,
  phoneNumberIdOf,
  workflowIdOfKey,
} from '../../../src/identity';

const customer = { waId: '27825551234', userId: 'ZA.8843120077', parentUserId: 'ZA.ENT.1' };

describe('identity', () => {
  it('when there is a user id, it is the key, else the number', () => {
    expect(customerKey(customer)).toBe('ZA.8843120077');
    expect(customerKey({ waId: '27825551234' })).toBe('27825551234');
    expect(customerKey({ parentUserId: 'ZA.ENT.1' })).toBeUndefined();
  });

  it('when a customer has several names, all are hashed and the key comes first', () => {
    const keys = customerKeys('id-key', customer);
    expect(keys).toEqual(['ZA.8843120077', '27825551234', 'ZA.ENT.1'].map((value) => hmacKey('id-key', value)));
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{24}$/);
  });

  it('when the id key is another, so is everything made with it', () => {
    expect(hmacKey('id-key', 'a')).not.toBe(hmacKey('other-key', 'a'));
  });

  it('when a workflow id is made, it holds the business number and no customer', () => {
    const workflowId = conversationWorkflowId('id-key', '555000111222333', '27825551234');
    expect(workflowId).toBe(workflowIdOfKey('555000111222333', hmacKey('id-key', '27825551234')));
    expect(workflowId).not.toContain('27825551234');
    expect(phoneNumberIdOf(workflowId)).toBe('555000111222333');
  });

  it.each([
    '',
    'whatsapp-1-short',
    'whatsapp--0123456789abcdef01234567',
    'whatsapp-1-0123456789ABCDEF01234567',
    ' whatsapp-1-0123456789abcdef01234567',
  ])('when it is "%s", it is no conversation', (workflowId) => {
    expect(phoneNumberIdOf(workflowId)).toBeUndefined();
  });
});
