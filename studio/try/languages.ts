/** Languages of generated code, by the names that the compiler knows. */
export const LANGUAGES = [
  { name: "typescript", title: "TypeScript" },
  { name: "go", title: "Go" },
  { name: "python", title: "Python" },
];
