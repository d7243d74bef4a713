/** On a narrow screen one of phone, workflow and Slack is shown at a time. */
export function createTabs() {
  const buttons = [...document.querySelectorAll('.tabs [data-tab]')];

  function show(tab) {
    document.body.dataset.tab = tab;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.tab === tab));
    // What was added while it was hidden is at the end.
    for (const log of document.querySelectorAll(`#panel-${tab} [role="log"]`)) log.scrollTop = log.scrollHeight;
  }

  for (const button of buttons) button.addEventListener('click', () => show(button.dataset.tab));
  show('phone');
  return { show };
}
