import type { ApprovedTemplate } from '../../workflows/conversation/template';

export const PLAIN_TEMPLATE: ApprovedTemplate = {
  id: '1',
  name: 'we_are_back',
  language: 'en',
  body: 'We are back.',
  buttons: ['Show me'],
  named: false,
};
export const FILLED_TEMPLATE: ApprovedTemplate = {
  ...{ id: '2', name: 'order_news', language: 'af', header: 'Order {{order}}', body: 'News: {{news}}', footer: 'Bye' },
  ...{ buttons: [], named: true },
};
