/* The map: a click on a quartier leads where its link in the table leads. Without this, the table is enough. */
const map = document.querySelector('.map-drawing svg');
const links = new Map(
  [...document.querySelectorAll('.map-table a[data-quartier]')].map((link) => [link.dataset.quartier, link]),
);

map?.addEventListener('click', ({ target }) => {
  links.get(target.closest('[data-quartier]')?.dataset.quartier)?.click();
});
map?.classList.toggle('map-leads', links.size > 0);
