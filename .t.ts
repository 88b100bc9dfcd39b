import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { MethodSchema } from './scoring/method.ts';
import { compileMethod } from './scoring/compileMethod.ts';
import { orderRows } from './scoring/order.ts';
import { explainRow } from './scoring/explain.ts';
import { demandColumns } from './engine/pool/dictionary.ts';
import { storedArrayName, type ColumnArray } from './scoring/formula/columns.ts';
const txt = readFileSync('scoring/methods/ar-habitat.yaml','utf8');
const codes=[...new Set(txt.match(/(ACI|MUT)_[A-Z_]+/g)!)];
const d = demandColumns(codes.map(code=>({code,label:code})));
const m = MethodSchema.parse(parse(txt));
let t=performance.now();
const c = compileMethod(m,d); if(!c.ok) {console.log(c.issues);process.exit()}
console.log('compile',performance.now()-t, c.value.kernel.arrays.length, c.value.read.criteria.length);
let s=12345; const rnd=()=>{s=(Math.imul(s,1664525)+1013904223)>>>0;return s/2**32};
function store(n:number){const a=new Map<string,ColumnArray>();
 for(const col of d.values()){const name=storedArrayName(col); if(a.has(name))continue;
  a.set(name, col.type==='number'?Float32Array.from({length:n},()=>rnd()<.05?NaN:Math.round(col.min+rnd()*(Math.min(col.max,col.min+100)-col.min))):col.type==='bit'?Uint32Array.from({length:n},()=>rnd()*2**23):Uint8Array.from({length:n},()=>rnd()<.05?255:col.type==='evidence'?(rnd()<.85?0:1+rnd()*3):col.type==='code'?rnd()*9:rnd()*2));}
 a.set('filedDay',Int32Array.from({length:n},()=>15000+rnd()*3000));
 return {rowCount:n,array:(k:string)=>a.get(k)!}}
for (const n of [54000]){
 const st=store(n); const lot=Uint32Array.from({length:n},()=>rnd()*2**32);
 for(let k=0;k<5;k++){ t=performance.now(); const sc=c.value.score(st); const dt=performance.now()-t;
 t=performance.now(); const o=orderRows({scored:sc,store:st,tieBreak:c.value.tieBreak,lot}); const ot=performance.now()-t;
 console.log(n,'score',dt.toFixed(1),'ms', (n*c.value.read.criteria.length/dt*1000).toExponential(2),'crit.rows/s','order',ot.toFixed(1)); }
 if(n===54000){ const sc=c.value.score(st); let bad=0,un=0; t=performance.now(); for(let r=0;r<2000;r++){const e=explainRow(c.value,st,r); un+=e.unknownInputs.length; let sum=0; for(const g of e.groups)for(const k of g.criteria)sum+=k.points; if(sum!==sc.points[r]||e.points!==sum)bad++;} console.log('explain µs',(performance.now()-t)/2, 'bad',bad,'unknown/row',un/2000);}
}
{const n=54000;const st=store(n);const lot=new Uint32Array(n);
for(let r=0;r<20000;r++)explainRow(c.value,st,r);
const ts:number[]=[];for(let r=20000;r<40000;r++){const t=performance.now();explainRow(c.value,st,r);ts.push((performance.now()-t)*1000)}
ts.sort((a,b)=>a-b);console.log('p50',ts[10000],'p90',ts[18000],'p99',ts[19800],'max',ts[19999],'mean',ts.reduce((a,b)=>a+b)/20000);}
