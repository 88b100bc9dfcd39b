import { writePlaces } from './places.ts';

/* `npx tsx territories/build/sete.ts [folder]` */
writePlaces({
  pack: 'sete',
  territory: 'SAM',
  irisFile: 'geo/iris_2020_sam.geojson',
  target: process.argv[2],
});
