"use strict";

// Ties controls, pictures, words and address to one state: the parameters of the game.

const SLIDER_STEPS = 200;

// The address is written once the hand rests: browsers refuse more than some writes a second.
const ADDRESS_DELAY = 250;

const { ranges, examples } = JSON.parse(element("settings").textContent);
const ARROWS = { ArrowLeft: ["k", -1], ArrowRight: ["k", 1], ArrowDown: ["sigma", -1], ArrowUp: ["sigma", 1] };
const NAMES = Object.keys(ranges);
const state = { ...Object.values(examples)[0] };
const sliderScales = Object.fromEntries(NAMES.map((name) => [
  name,
  makeScale(ranges[name], [0, SLIDER_STEPS], { k: TRANSFORMS.logarithm, sigma: TRANSFORMS.root }[name]),
]));
let addressTimer;

function element(id) {
  return document.getElementById(id);
}

// Changes parameters that are within their ranges.
function change(parameters) {
  Object.assign(state, parameters);
  say("");
  redraw();
  clearTimeout(addressTimer);
  addressTimer = setTimeout(writeAddress, ADDRESS_DELAY);
}

// A value picked by hand, rounded to what can be read off, within its range.
function picked(name, value) {
  const [low, high] = ranges[name];
  return Math.min(Math.max(Number(value.toPrecision(3)), low), high);
}

// The number that a text gives a parameter; NaN if it gives none that is allowed.
function numberOf(name, text) {
  const value = text.trim() === "" ? NaN : Number(text);
  return value >= ranges[name][0] && value <= ranges[name][1] ? value : NaN;
}

function refusal(name, text) {
  const [low, high] = ranges[name];
  const stays = `Until then it stays at ${numberText(state[name])}.`;
  return `${name} is “${text}”: give a number from ${low} to ${high}. ${stays}`;
}

function say(problem) {
  element("problem").textContent = problem;
}

function redraw() {
  const found = solve(state), turning = thresholds(state);
  const bands = bandsOf(state, turning, ranges.k);
  redrawControls();
  redrawMap(bands, turning, found);
  redrawCurves(bands, turning, found);
  redrawWords(found, turning);
}

function redrawControls() {
  for (const name of NAMES) {
    const field = element(name), slider = element(`${name}-slider`);
    // What is being typed is left alone.
    if (field !== document.activeElement) field.value = numberText(state[name]);
    field.removeAttribute("aria-invalid");
    slider.value = sliderScales[name](state[name]);
    slider.setAttribute("aria-valuetext", `${name} ${numberText(state[name])}`);
  }
  for (const button of document.querySelectorAll("[data-example]")) {
    const example = examples[button.dataset.example];
    button.setAttribute("aria-pressed", NAMES.every((name) => example[name] === state[name]));
  }
}

function presentMapScales() {
  const { clientWidth, clientHeight } = element("map");
  return mapScales(clientWidth, clientHeight, ranges);
}

function redrawMap(bands, turning, found) {
  const scales = presentMapScales(), handle = element("handle");
  element("map").querySelector(".drawn").innerHTML = drawMap(scales, bands, turning);
  handle.setAttribute("transform", `translate(${point(scales.x(state.k), scales.y(state.sigma))})`);
  handle.setAttribute("aria-valuemin", ranges.k[0]);
  handle.setAttribute("aria-valuemax", ranges.k[1]);
  handle.setAttribute("aria-valuenow", state.k);
  handle.setAttribute(
    "aria-valuetext",
    `k ${numberText(state.k)}, σ ${numberText(state.sigma)}: ${REGION_NAMES[found.region]}`,
  );
  for (const entry of document.querySelectorAll("[data-region]")) {
    entry.setAttribute("aria-current", entry.dataset.region === found.region);
  }
}

function redrawCurves(bands, turning, found) {
  const svg = element("curves");
  const scales = curveScales(svg.clientWidth, svg.clientHeight, ranges, bands);
  svg.querySelector(".drawn").innerHTML = drawCurves(scales, bands, turning, { ...state, ...found });
}

function redrawWords(found, turning) {
  const numbers = { ...found, ...outcomes(state, found), ...turning };
  for (const cell of document.querySelectorAll("td[id]")) cell.textContent = numberText(numbers[cell.id]);
  element("headline").textContent = headline(state, found);
  element("effect").textContent = effect(state, found);
  element("path").replaceChildren(...path(state, found).map((words) => {
    const step = document.createElement("li");
    step.textContent = words;
    return step;
  }));
}

function writeAddress() {
  history.replaceState(null, "", `#${new URLSearchParams(NAMES.map((name) => [name, state[name]]))}`);
}

// Takes from the address what it gives rightly, and says what it does not.
function readAddress() {
  const given = [...new URLSearchParams(location.hash.slice(1))];
  const wrong = given.filter(([name, text]) => !NAMES.includes(name) || Number.isNaN(numberOf(name, text)));
  for (const [name, text] of given) {
    if (!wrong.some(([other]) => other === name)) state[name] = numberOf(name, text);
  }
  redraw();
  say(wrong.map(([name, text]) => NAMES.includes(name)
    ? refusal(name, text)
    : `The address gives “${name}”, which is no parameter.`).join(" "));
}

function listenToControls() {
  for (const name of NAMES) {
    const field = element(name), slider = element(`${name}-slider`);
    slider.max = SLIDER_STEPS;
    slider.addEventListener("input", () => {
      change({ [name]: picked(name, sliderScales[name].inverse(slider.valueAsNumber)) });
    });
    field.addEventListener("input", () => {
      const value = numberOf(name, field.value);
      if (!Number.isNaN(value)) return change({ [name]: value });
      field.setAttribute("aria-invalid", "true");
      say(refusal(name, field.value));
    });
  }
  for (const button of document.querySelectorAll("[data-example]")) {
    button.addEventListener("click", () => change(examples[button.dataset.example]));
  }
}

function listenToMap() {
  const map = element("map"), handle = element("handle");
  const follow = (event) => {
    const { left, top } = map.getBoundingClientRect(), { x, y } = presentMapScales();
    change({ k: picked("k", x.inverse(event.clientX - left)), sigma: picked("sigma", y.inverse(event.clientY - top)) });
  };
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    follow(event);
  });
  map.addEventListener("pointermove", (event) => {
    if (map.hasPointerCapture(event.pointerId)) follow(event);
  });
  handle.addEventListener("keydown", (event) => {
    if (!(event.key in ARROWS)) return;
    event.preventDefault();
    const [name, steps] = ARROWS[event.key];
    const scale = sliderScales[name];
    change({ [name]: picked(name, scale.inverse(Math.max(scale(state[name]) + steps, 0))) });
  });
}

for (const entry of document.querySelectorAll("[data-region]")) {
  entry.querySelector(".name").textContent = REGION_NAMES[entry.dataset.region];
}
listenToControls();
listenToMap();
window.addEventListener("hashchange", readAddress);
new ResizeObserver(redraw).observe(element("map"));
readAddress();
