import { WORKLOADS } from "./workloads.mjs";
const A=await import(`${process.env.A??"/tmp/dist0"}/index.js`), B=await import(`${process.env.B??"/work/main/generated/dist"}/index.js`);
const [wl,rounds="30"]=process.argv.slice(2);
const w=WORKLOADS[wl]; const imgs=w.make(Math.round(w.count/(+process.argv[4]||2)));const n=w.count/(+process.argv[4]||2);
const dec=`decode${w.image}Image`, enc=`encode${w.image}Image`;
const obj=[A,B].map(x=>imgs.map(b=>x[dec](b)));
const run={decode:(x)=>imgs.map(b=>x[dec](b)), encode:(x,k)=>obj[process.env.SAME??k].map(o=>x[enc](o))};
for(const t of (process.env.T??"decode,encode").split(",")){ const T=[[],[]];
 for(let i=0;i<+rounds;i++) (i%2?[0,1]:[1,0]).forEach(k=>{const s=performance.now(); run[t]([A,B][k],k); T[k].push((performance.now()-s)*1e6/n);});
 const st=a=>{a.sort((x,y)=>x-y);return [a[0],a[a.length>>2],a[a.length>>1]].map(x=>x.toFixed(0)).join("/")};
 console.log(wl,t,"before",st(T[0]),"now",st(T[1]));}
