// What a page can do better with a script; everything works without. Reads what the page says in its body's data.
const { link, page, seen, poll, back, state, waiting, settling } = document.body.dataset;

// A person has the page before them: told once it is really seen, so that a scanner that fetches links changes nothing.
if (seen !== undefined) {
  const tell = () => {
    if (document.visibilityState !== 'visible') return;
    document.removeEventListener('visibilitychange', tell);
    setTimeout(() => fetch(`${link}/seen`, { method: 'POST', keepalive: true }).catch(() => {}), 700);
  };
  document.addEventListener('visibilitychange', tell);
  if (document.readyState === 'complete') tell();
  else addEventListener('load', tell);
}

// A state that passes by itself: asks until it has, more and more seldom.
if (poll !== undefined) {
  const began = Date.now();
  const slowest = Number(poll) * 1000;
  let pause = Math.min(1000, slowest);
  const ask = async () => {
    const answer = await fetch(`${link}/state${back ? '?back=1' : ''}`).catch(() => null);
    const now = answer?.ok ? await answer.json().catch(() => null) : null;
    if (now !== null && now.state !== state) {
      location.replace(page);
      return;
    }
    if (Date.now() - began > 60_000) {
      const status = document.querySelector('[role=status]');
      if (status !== null && state === 'CONFIRMING') status.textContent = waiting;
    }
    pause = Math.min(pause * 1.5, slowest);
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}

// Paid, and the keys follow: looks again for the whole receipt, more and more seldom.
if (settling !== undefined) {
  const looks = Number(sessionStorage.getItem(link) ?? 0);
  sessionStorage.setItem(link, String(looks + 1));
  setTimeout(() => location.replace(page), Math.min(1500 * 1.5 ** looks, 60_000));
}

// Pressed twice is sent once.
for (const form of document.forms) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent !== undefined) event.preventDefault();
    form.dataset.sent = '';
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true');
  });
}
addEventListener('pageshow', () => {
  for (const form of document.forms) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-disabled');
  }
});

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
