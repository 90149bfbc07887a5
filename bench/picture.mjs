// Draws ratios on a logarithmic scale: a bar for each contender, and a line for the spread of its rounds.

const [LEFT, WIDTH, ROW, TOP] = [300, 900, 20, 60];
const COLOURS = {
  critgen: "#0a7d4f",
  "critgen, before": "#7fb9a0",
  protobufjs: "#c2571a",
  "protobuf-es": "#8a5fbf",
  "ts-proto": "#3b78c4",
  "protobuf-ts": "#b0388a",
  "protobuf-c": "#666666",
  crit: "#a68a00",
};

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Draws the rows of run.mjs as SVG. */
export function picture(rows, where) {
  const limits = rows.flatMap(({ ratio }) => [ratio.least, ratio.most]);
  const [least, most] = [Math.min(0.5, ...limits), Math.max(10, ...limits)];
  const x = (value) => LEFT + (Math.log(value / least) / Math.log(most / least)) * (WIDTH - LEFT - 20);
  const bottom = TOP + ROW * rows.length;
  const bars = rows.map(({ title, name, ratio }, i) => {
    const y = TOP + ROW * i;
    const [from, to] = [x(1), x(ratio.median)].sort((a, b) => a - b);
    const label = rows[i - 1]?.title === title ? name : `${title}: ${name}`;
    return [
      `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${from.toFixed(1)}" y="${y + 4}" width="${Math.max(2, to - from).toFixed(1)}" height="12" fill="${COLOURS[name]}"/>`,
      `<path d="M${x(ratio.least).toFixed(1)} ${y + 10}H${x(ratio.most).toFixed(1)}" stroke="#000"/>`,
      `<text x="${(x(ratio.most) + 4).toFixed(1)}" y="${y + 14}" font-size="10">${ratio.median.toFixed(2)}</text>`,
    ].join("");
  });
  const ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200]
    .filter((value) => value >= least && value <= most)
    .map((value) => {
      const at = x(value).toFixed(1);
      return `<path d="M${at} ${TOP}V${bottom}" stroke="#ccc"/><text x="${at}" y="${TOP - 6}" text-anchor="middle">${value}×</text>`;
    });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH + 60}" height="${bottom + 20}" font-family="sans-serif" font-size="12">
<title>How long peers take, in times of critgen</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="10" y="20" font-size="14">How many times as long as critgen, which is 1×; lines: from the least to the most of the rounds</text>
<text x="10" y="38" fill="#555">${escaped(where)}</text>
${ticks.join("\n")}
${bars.join("\n")}
</svg>
`;
}
