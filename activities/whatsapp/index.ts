export { createWhatsAppClient, type WhatsAppClient } from './client';
export { explainGraphError } from './codes';
export { createSendActivity, type SendTexts } from './send';
export { createStallWatch, type StallWatch } from './stall';
export { createShowTyping, type ShowTyping } from './typing';
