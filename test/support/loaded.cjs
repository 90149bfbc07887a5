/* Writes the files and modules that a process loaded to the file LOADED, for `node --require`. */
process.on("exit", () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename);
  const builtins = process.moduleLoadList.map((name) => name.split(" ")[1]);
  require("node:fs").writeFileSync(process.env.LOADED, JSON.stringify({ files, builtins }));
});
