/** Address of a module of a worker, which Vite bundles by itself. */
declare module "*?worker&url" {
  const url: string;
  export default url;
}
