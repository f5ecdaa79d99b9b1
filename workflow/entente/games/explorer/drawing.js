"use strict";

// The two pictures, as SVG text: the map of regions over (k, σ), and curves along k.

// Games solved in each of the intervals of k between thresholds.
const SAMPLES = 160;

// Room for the numbers and the title of a vertical axis.
const LEFT = 54;

// Costs are compared by ratios; S seldom has to give much, so that small σ get more room.
const TRANSFORMS = {
  linear: { of: (x) => x, back: (x) => x },
  logarithm: { of: Math.log, back: Math.exp },
  root: { of: Math.sqrt, back: (x) => x * x },
};

// A function from values to positions, with its inverse.
function makeScale([low, high], [start, end], { of, back } = TRANSFORMS.linear) {
  const slope = (end - start) / (of(high) - of(low));
  const scale = (value) => start + (of(value) - of(low)) * slope;
  scale.inverse = (position) => back(of(low) + (position - start) / slope);
  scale.low = low;
  scale.high = high;
  scale.extent = Math.abs(end - start);
  scale.clamped = (value) => scale(Math.min(Math.max(value, low), high));
  return scale;
}

// Intervals of k between thresholds, each with games solved along it and the regions at less and at more than s*.
// The ends are left out by a hair: there ties decide.
function bandsOf(parameters, turning, [low, high]) {
  const edge = (k, otherwise) => Number.isNaN(k) ? otherwise : Math.min(Math.max(k, low), high);
  const edges = [low, edge(turning.k_0, low), edge(turning.k_1, low), edge(turning.k_2, high), high];
  const regions = [
    ["revision", "revision"],
    ["revision_dear", "restraint"],
    ["none_needed", "none_needed"],
    ["concession_dear", "deterrence"],
  ];
  return regions
    .map(([below, above], i) => ({ below, above, from: edges[i] * (1 + 1e-6), to: edges[i + 1] * (1 - 1e-6) }))
    .filter(({ from, to }) => from < to)
    .map((band) => ({ ...band, games: gamesAlong(parameters, band) }));
}

function gamesAlong(parameters, { from, to }) {
  return Array.from({ length: SAMPLES + 1 }, (_, i) => {
    const k = from * (to / from) ** (i / SAMPLES);
    return { k, ...solve({ ...parameters, k }) };
  });
}

function mapScales(width, height, ranges) {
  return {
    x: makeScale(ranges.k, [LEFT, width - 14], TRANSFORMS.logarithm),
    y: makeScale(ranges.sigma, [height - 44, 20], TRANSFORMS.root),
  };
}

function drawMap({ x, y }, bands, turning) {
  return [
    ...bands.map((band) => regionPaths(band, x, y)),
    ...bands.map((band) => regionTexts(band, x, y)),
    thresholdLines(x, turning, [y(y.low), y(y.high)]),
    costAxis(x, y(y.low)),
    valueAxis(y, [y.low, ...digitValues(y, [1, 2, 5])], x(x.low), "Willingness σ (square-root scale)"),
  ].join("");
}

// Below the line of s*, and above it.
function regionPaths({ below, above, games }, x, y) {
  const line = games.map(({ k, s }) => point(x(k), y.clamped(s)));
  const closed = (region, edge) => {
    const back = [games.at(-1), games[0]].map(({ k }) => point(x(k), edge));
    return `<path class="region ${region}" d="M${[...line, ...back].join("L")}Z"/>`;
  };
  return closed(below, y(y.low)) + closed(above, y(y.high));
}

// A region's name where it has room, upright where it is narrow.
function regionTexts({ below, above, games }, x, y) {
  const middle = games[SAMPLES / 2], width = x(games.at(-1).k) - x(games[0].k);
  const line = y.clamped(middle.s);
  return [[below, line, y(y.low)], [above, y(y.high), line]].map(([region, top, bottom]) => {
    const height = bottom - top, length = REGION_NAMES[region].length * 7.5;
    const turn = length > width ? "rotate(-90)" : "";
    const fits = turn ? length < height && width > 16 : height > 16;
    if (!fits) return "";
    const place = `translate(${point(x(middle.k), (top + bottom) / 2)}) ${turn}`;
    return `<text class="region ${region}" transform="${place}">${REGION_NAMES[region]}</text>`;
  }).join("");
}

function curveScales(width, height, ranges, bands) {
  const x = makeScale(ranges.k, [LEFT, width - 14], TRANSFORMS.logarithm);
  const most = Math.max(...bands.flatMap(greatestForces), 0.1);
  return {
    x,
    forces: makeScale([0, 1.08 * most], [height - 160, 20]),
    share: makeScale([0, 1], [height - 44, height - 125]),
  };
}

// Forces that the picture must have room for: where A cannot be restrained its arms grow without limit as k falls.
function greatestForces({ above, games }) {
  if (above === "revision") return [games.at(-1).a_alone];
  return games.flatMap(({ s, a_alone }) => [s, a_alone]);
}

// What is drawn against k: a class, a scale and a value of each game.
function curvesOn({ forces, share }) {
  return [
    ["alone", forces, ({ a_alone }) => a_alone],
    ["given dear", forces, ({ region, s }) => region.endsWith("dear") ? s : NaN],
    ["given", forces, ({ s, a }) => Number.isNaN(a) ? NaN : s],
    ["arms", forces, ({ a }) => a],
    ["share", share, (game) => game.share],
  ];
}

function drawCurves(scales, bands, turning, here) {
  const { x, forces, share } = scales;
  const left = x(x.low), top = forces(forces.high), bottom = share(0), present = x(here.k);
  const curves = curvesOn(scales);
  return [
    `<clipPath id="frame"><rect x="${left}" y="${top}" width="${x.extent}" height="${bottom - top + 1}"/></clipPath>`,
    thresholdLines(x, turning, [bottom, top]),
    `<line class="present" x1="${present}" x2="${present}" y1="${bottom}" y2="${top}"/>`,
    `<g clip-path="url(#frame)">`,
    ...curves.flatMap(([kind, y, value]) => bands.map(({ games }) => curvePath(kind, games, x, y, value))),
    "</g>",
    ...curves
      .filter(([, y, value]) => value(here) <= y.high)
      .map(([kind, y, value]) => `<circle class="dot ${kind}" r="4.5" cx="${present}" cy="${y(value(here))}"/>`),
    costAxis(x, bottom),
    valueAxis(forces, evenValues(forces), left, "Forces"),
    valueAxis(share, [0, 0.5, 1], left, "S’s share"),
  ].join("");
}

// Broken where the value is missing.
function curvePath(kind, games, x, y, value) {
  let pen = "M";
  const steps = games.map((game) => {
    const at = value(game);
    const step = Number.isNaN(at) ? "" : pen + point(x(game.k), y(at));
    pen = step ? "L" : "M";
    return step;
  });
  return `<path class="curve ${kind}" d="${steps.join("")}"/>`;
}

// Lines at k_0, k_1 and k_2 with their names on top, moved right where these would touch.
function thresholdLines(x, turning, [bottom, top]) {
  let free = -Infinity;
  return Object.entries(turning).filter(([, k]) => k >= x.low && k <= x.high).map(([name, k]) => {
    const at = Math.max(x(k), free);
    free = at + 18;
    return `<line class="threshold" x1="${x(k)}" x2="${x(k)}" y1="${bottom}" y2="${top}"/>
      <text text-anchor="middle" x="${at}" y="${top - 7}"><tspan font-style="italic">k</tspan>\
<tspan class="subscript" dy="3">${name.at(-1)}</tspan></text>`;
  }).join("");
}

function costAxis(x, bottom) {
  const labelled = x.extent / Math.log10(x.high / x.low) > 85 ? digitValues(x, [1, 2, 5]) : digitValues(x, [1]);
  const ticks = digitValues(x, [1, 2, 3, 4, 5, 6, 7, 8, 9]).map((k) => {
    const text = labelled.includes(k)
      ? `<text text-anchor="middle" x="${x(k)}" y="${bottom + 18}">${numberText(k)}</text>` : "";
    return `<line x1="${x(k)}" x2="${x(k)}" y1="${bottom}" y2="${bottom + (text ? 6 : 3)}"/>${text}`;
  });
  const middle = (x(x.low) + x(x.high)) / 2;
  return `<g class="axis"><path d="M${point(x(x.low), bottom)}H${x(x.high)}"/>${ticks.join("")}
    <text text-anchor="middle" x="${middle}" y="${bottom + 38}">A’s cost of a unit of arms, k (logarithmic scale)</text>
    </g>`;
}

// A vertical axis; values closer to the one below than a line of text are left out.
function valueAxis(y, values, left, title) {
  let last = Infinity;
  const ticks = values.map((value) => {
    if (last - y(value) < 16) return "";
    last = y(value);
    return `<line x1="${left - 5}" x2="${left}" y1="${last}" y2="${last}"/>
      <text text-anchor="end" dominant-baseline="central" x="${left - 8}" y="${last}">${numberText(value)}</text>`;
  });
  const middle = (y(y.low) + y(y.high)) / 2;
  return `<g class="axis"><path d="M${point(left, y(y.low))}V${y(y.high)}"/>${ticks.join("")}
    <text text-anchor="middle" transform="translate(${point(10, middle)}) rotate(-90)">${title}</text></g>`;
}

// These digits times powers of ten, within a scale, over four decades where it begins with 0.
function digitValues({ low, high }, digits) {
  const last = Math.floor(Math.log10(high)), first = Math.floor(Math.log10(low || high / 1e4));
  return Array.from({ length: last - first + 1 }, (_, i) => digits.map((digit) => Number(`${digit}e${first + i}`)))
    .flat()
    .filter((value) => value >= low && value <= high);
}

// Multiples of one, two or five times a power of ten, about five.
function evenValues({ low, high }) {
  const rough = (high - low) / 5, unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * [1, 2, 5, 10].find((times) => times * unit >= rough);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

function point(x, y) {
  return `${x.toFixed(2)},${y.toFixed(2)}`;
}
