import { writePlaces } from './places.ts';

/* `npx tsx territories/build/mel-2016.ts [folder]` */
writePlaces({
  pack: 'mel-2016',
  territory: 'MEL',
  irisFile: 'geo/iris_2020_mel.geojson',
  target: process.argv[2],
});
