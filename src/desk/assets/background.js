// Over HTTP/1.1 a browser opens six connections to a host, and every page that follows the news holds one. Of the pages in
// the background one alone follows them, so that its sound and its title tell of new work; the others rest until somebody
// looks at them, or until that one is gone.
const follower = document.getElementById('live');
const SHORTLY_MS = 1_000;

if (follower && navigator.locks) {
  let resting = false;
  let connection;
  let leaveBackground = () => undefined;

  const rest = () => {
    resting = true;
    follower.dispatchEvent(new Event('rest'));
    connection?.abortController?.abort();
  };
  const follow = () => {
    resting = false;
    follower.dispatchEvent(new Event('follow'));
  };

  follower.addEventListener('htmx:sse:before:connection', ({ detail }) => {
    connection = detail.connection;
    // After the first one htmx would begin the next by itself.
    if (resting) connection.cancelled = true;
  });
  follower.addEventListener('htmx:sse:after:connection', () => resting && connection.abortController.abort());
  // Whoever looks again before the old connection has ended.
  follower.addEventListener('htmx:sse:close', () => setTimeout(() => resting || follow()));

  const enterBackground = () => {
    const left = new AbortController();
    const soon = setTimeout(rest, SHORTLY_MS);
    const untilLeft = new Promise((resolve) => left.signal.addEventListener('abort', resolve));
    const alone = () => {
      clearTimeout(soon);
      if (resting) follow();
      return untilLeft;
    };
    navigator.locks.request('desk-in-the-background', { signal: left.signal }, alone).catch(() => undefined);
    return () => {
      clearTimeout(soon);
      left.abort();
    };
  };

  const look = () => {
    leaveBackground();
    leaveBackground = document.hidden ? enterBackground() : () => undefined;
    if (!document.hidden && resting) follow();
  };
  document.addEventListener('visibilitychange', look);
  if (document.hidden) look();
}
