export { assistantPauseWorkflow } from './assistant-pause';
export { closingWorkflow } from './closing';
export { conversationWorkflow } from './conversation/workflow';
export { modelOutageWorkflow } from './model-outage';
export { waitingListWorkflow } from './waiting-list';
