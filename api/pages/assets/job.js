// Tells where a computation is as it goes. Without it the page is loaded anew from time to time, and says the same.

const card = document.querySelector('#calcul');
if (card && 'EventSource' in window) {
  const status = document.querySelector('#avancement');
  const bar = card.querySelector('progress');
  const events = new EventSource(card.dataset.events);
  events.addEventListener('job', (event) => {
    const job = JSON.parse(event.data);
    if (job.status !== 'running') {
      events.close();
      // The page of a computation that has ended leads to its result, or says what is wrong.
      window.location.reload();
      return;
    }
    if (status.textContent !== job.progressText) status.textContent = job.progressText;
    if (job.progressShare === null) bar.removeAttribute('value');
    else bar.value = job.progressShare;
  });
}
