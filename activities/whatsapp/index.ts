export { createWhatsAppClient, type WhatsAppClient } from './client';
export { explainGraphError } from './codes';
export { createSendActivity, type SendTexts } from './send';
export { createStallWatch } from './stall';
export { createTemplateCatalog } from './templates';
export { createShowTyping } from './typing';
