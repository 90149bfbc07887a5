/* For `node --require`: when a process ends, tells in the file that LOADED names what it had loaded. */
process.on("exit", () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename);
  const builtins = process.moduleLoadList.map((name) => name.split(" ")[1]);
  require("node:fs").writeFileSync(process.env.LOADED, JSON.stringify({ files, builtins }));
});
