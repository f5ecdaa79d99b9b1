"use strict";

// The burden-sharing game in closed form: what entente/games/burden.py solves, with its default switches but any
// surplus eta, B's forces 1, and no forces that A has for nothing.  Pure functions of numbers; names are those there.

// Payoffs closer than this are equal: rounding errors are below.
const TIE = 1e-12;

// No threshold is looked for beyond these costs of arms.
const LEAST_COST = 1e-15, GREATEST_COST = 1e15;

function gameOf({ q, c_a, c_b, k, eta }) {
  const r = q - c_b, rho = q + c_a, cost = c_a + c_b;
  return {
    q, k, cost, eta,
    revising: eta * cost - c_a,
    conceding: c_b - eta * cost,
    need: r > 0 ? r / (1 - r) : 0,
    strong: rho < 1 ? rho / (1 - rho) : Infinity,
    peak: 1 / Math.sqrt(k) - 1,
  };
}

// Probability of winning.
function power(forces) {
  return forces / (forces + 1);
}

// A's best payoff from being able to challenge, and its arms for it; −∞ if none suffice.
function revise(game) {
  const whole = game.revising > 0 ? (1 - game.revising) / game.revising : Infinity;
  const arms = Math.min(Math.max(game.peak, game.strong), Math.max(game.strong, whole));
  const prize = Math.min(1, power(arms) + game.revising);
  return { payoff: game.strong < Infinity ? prize - game.k * arms : -Infinity, arms };
}

// A's best payoff from being too weak, with forces that S gives, and its arms; −∞ if it is safe.
function concede(game, given) {
  if (given >= game.need) return { payoff: -Infinity, arms: 0 };
  const unarmed = Math.max(0, power(given) + game.conceding);
  const arms = game.peak - given;
  const armed = arms > 0 && game.peak < game.need
    ? power(game.peak) + game.conceding - game.k * arms
    : -Infinity;
  return { payoff: Math.max(unarmed, armed), arms: armed > unarmed + TIE ? arms : 0 };
}

// A's payoff from keeping the status quo on its own.
function preserve(game) {
  return game.q - game.k * game.need;
}

// The most that A itself arms to keep the status quo if S adds the rest; NaN if S cannot bring it to that.
function ownArms(game, revision) {
  const worst = Math.max(revision, 0);
  if (worst > game.q + TIE) return NaN;
  const own = Math.min(Math.max((game.q - worst) / game.k, 0), game.need);
  // With what S gives A might do better to arm less and concede less than it would have without.
  const tempted = concede(game, game.need - own).payoff;
  const exploits = tempted > 0 && game.q - game.k * own < tempted;
  return exploits ? Math.min(own, resistingArms(game)) : own;
}

// A's arms at which keeping the status quo is worth as much as spending nothing and conceding.
function resistingArms(game) {
  const u = 1 + game.need, saved = game.eta * game.cost;
  const half = u ** 2 + (saved * u - 1) / game.k;
  const root = Math.sqrt(Math.max(0, half ** 2 - 4 * saved * u ** 3 / game.k));
  return 2 * saved * u ** 2 / game.k / (half + root);
}

// What A does if there is no S: its arms, its share of the prize and its payoff.
function solveAlone(game) {
  const revision = revise(game), concession = concede(game, 0);
  const outside = Math.max(revision.payoff, concession.payoff);
  const kept = preserve(game) >= outside - TIE;
  const concedes = !kept && concession.payoff >= revision.payoff - TIE;
  const best = kept
    ? { payoff: preserve(game), arms: game.need }
    : concedes ? concession : revision;
  const prize = kept ? game.q : best.payoff + game.k * best.arms;
  return { kept, concedes, revision: revision.payoff, arms: best.arms, prize, payoff: best.payoff };
}

// The equilibrium at parameters q, c_a, c_b, k, sigma and eta.  As in Python: s is the least that would keep the
// status quo where there is no alliance, a is NaN where it does not survive, share is NaN without an alliance.
function solve(parameters) {
  const game = gameOf(parameters);
  const alone = solveAlone(game);
  const own = ownArms(game, alone.revision);
  const possible = !Number.isNaN(own);
  const s = alone.kept ? 0 : possible ? game.need - own : Infinity;
  const allied = !alone.kept && possible && s <= parameters.sigma + TIE * game.need;
  const survives = alone.kept || allied;
  const a = survives ? Math.max(0, game.need - s) : NaN;
  const prize = survives ? game.q : alone.prize;
  return {
    region: regionOf(alone, possible, allied),
    s, a,
    a_alone: alone.arms,
    share: allied && s > 0 ? s / (s + a) : NaN,
    prize,
    prize_alone: alone.prize,
    payoff: prize - game.k * (survives ? a : alone.arms),
    payoff_alone: alone.payoff,
  };
}

function regionOf(alone, possible, allied) {
  if (alone.kept) return "none_needed";
  if (alone.concedes) return allied ? "deterrence" : "concession_dear";
  if (allied) return "restraint";
  return possible ? "revision_dear" : "revision";
}

// Costs of arms from which A can be restrained (k_0), keeps the status quo on its own (k_1), and concedes (k_2).
// NaN where A, or for k_2 B, can never challenge.  Each condition changes once in k, whatever eta.
function thresholds({ q, c_a, c_b, eta }) {
  const at = (k) => gameOf({ q, c_a, c_b, k, eta });
  const challenges = q + c_a < 1, threatened = q - c_b > 0;
  const first = (holds) => leastCost((k) => holds(at(k)));
  return {
    k_0: challenges ? first((game) => revise(game).payoff <= game.q) : NaN,
    k_1: challenges ? first((game) => revise(game).payoff <= preserve(game)) : NaN,
    k_2: threatened ? first((game) => concede(game, 0).payoff > preserve(game)) : NaN,
  };
}

// The least k from which a condition holds, by bisection of its logarithm.
function leastCost(holds) {
  let low = Math.log(LEAST_COST), high = Math.log(GREATEST_COST);
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return Math.exp(high);
    if (holds(Math.exp(middle))) high = middle; else low = middle;
  }
}
