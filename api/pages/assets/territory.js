/* The map: a click on a place leads where its link in the table leads. Without this, the table is enough. */
const map = document.querySelector('.map-drawing svg');
const links = new Map(
  [...document.querySelectorAll('.map-table a[data-place]')].map((link) => [link.dataset.place, link]),
);

map?.addEventListener('click', ({ target }) => {
  links.get(target.closest('[data-place]')?.dataset.place)?.click();
});
map?.classList.toggle('map-leads', links.size > 0);
