/* Sends a file as it is, so that large ones need no memory, and says how far it is. Without it the form does the same. */
const form = document.getElementById('envoi');
const field = document.getElementById('fichier');
const status = document.getElementById('avancement');

if (form && field && status) {
  for (const kind of ['dragover', 'dragleave', 'drop'])
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.toggle('over', kind === 'dragover');
    });
  form.addEventListener('drop', (event) => {
    if (event.dataTransfer?.files.length) field.files = event.dataTransfer.files;
  });

  form.addEventListener('submit', (event) => {
    const file = field.files?.[0];
    // With a mapping the form goes by itself: two files in one request.
    if (!file || form.elements.correspondance.files.length > 0) return;
    event.preventDefault();
    const asked = new URLSearchParams({ kind: form.elements.nature.value, file: file.name.slice(-200) });
    if (form.elements.feuille.value.trim() !== '') asked.set('sheet', form.elements.feuille.value.trim());
    const sending = new XMLHttpRequest();
    sending.open('POST', `/v1/imports?${asked}`);
    sending.setRequestHeader('content-type', 'application/octet-stream');
    sending.upload.onprogress = ({ loaded, total }) => {
      status.textContent = `Envoi : ${Math.round((100 * loaded) / Math.max(1, total))} %`;
    };
    sending.onerror = () => {
      status.textContent = 'L’envoi a été coupé : rien n’a été écrit. Réessayez.';
    };
    sending.onload = () => {
      const answer = JSON.parse(sending.responseText);
      if (sending.status === 202) location.assign(`/imports/${answer.id}`);
      else status.textContent = answer.detail;
    };
    status.textContent = 'Envoi…';
    sending.send(file);
  });
}
