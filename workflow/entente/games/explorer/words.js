"use strict";

// An equilibrium told in words.  No function here touches the page.

const REGION_NAMES = {
  revision: "Revision",
  revision_dear: "Revision, too dear to restrain",
  restraint: "Restraint",
  none_needed: "None needed",
  deterrence: "Deterrence",
  concession_dear: "Concession, too dear to deter",
};

// Four significant digits; – for what there is not.
function numberText(value) {
  if (Number.isNaN(value)) return "–";
  if (Math.abs(value) < TIE) return "0";
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : "∞";
}

function shareText(share) {
  const text = numberText(share);
  return { 0: "nothing", 1: "the whole prize" }[text] ?? `${text} of the prize`;
}

// What the parties have: A's arms, shares of the prize and payoffs, as it is and without S.
function outcomes({ q, sigma }, found) {
  const allied = isAllied(found), kept = found.region === "none_needed";
  const given = allied ? found.s : 0;
  return {
    given,
    arms: allied || kept ? found.a : found.a_alone,
    adversary: 1 - found.prize,
    adversary_alone: 1 - found.prize_alone,
    superpower: sigma * (allied || kept) - given,
    superpower_alone: sigma * kept,
  };
}

function isAllied({ region }) {
  return region === "restraint" || region === "deterrence";
}

function headline({ sigma }, found) {
  const alliance = `S gives ${numberText(found.s)}, A arms ${numberText(found.a)}`;
  const price = `would take ${numberText(found.s)} forces, and S would give ${numberText(sigma)} at most`;
  return {
    revision: "Revision: nothing that S could give restrains A.",
    revision_dear: `Revision: to restrain A ${price}.`,
    restraint: `Restraint: ${alliance}, and A does not revise the status quo.`,
    none_needed: `No alliance is needed: A arms ${numberText(found.a)} and keeps the status quo on its own.`,
    deterrence: `Deterrence: ${alliance}, and B does not revise the status quo.`,
    concession_dear: `Concession: to protect A ${price}.`,
  }[found.region];
}

// The path of play, a sentence or two a step.
function path(parameters, found) {
  return [
    withoutSuperpower(parameters, found),
    offer(parameters, found),
    arming(parameters, found),
    crisis(parameters, found),
  ];
}

function withoutSuperpower({ q, c_b }, found) {
  const arms = numberText(found.a_alone), prize = shareText(found.prize_alone);
  const after = found.a_alone > 0 ? `, ${numberText(found.payoff_alone)} after paying for arms` : "";
  if (found.region === "none_needed") {
    return q <= c_b
      ? "Without S, A would not arm: war costs B no less than it could win, so B cannot threaten. "
        + `A would keep ${prize}.`
      : `Without S, A would arm ${arms}, just enough to deter B, and keep ${prize}${after}.`;
  }
  if (found.region === "deterrence" || found.region === "concession_dear") {
    const armed = found.a_alone > 0 ? `would arm ${arms} only` : "would not arm";
    return `Without S, A ${armed}: B would demand more and leave it ${prize}${after}.`;
  }
  return `Without S, A would arm ${arms}, enough to challenge B, which would give in: `
    + `A would have ${prize}${after}.`;
}

function offer({ q, sigma }, found) {
  const s = numberText(found.s), most = numberText(sigma);
  return {
    revision: `S offers nothing: revision is worth ${numberText(found.payoff_alone)} to A, `
      + `and the status quo no more than ${numberText(q)}, without any arms.`,
    revision_dear: `S offers nothing: A would keep the status quo for ${s} forces, and S would give ${most} at most.`,
    restraint: `S offers ${s} forces, of ${most} that it would give at most: with less, A would rather revise.`,
    none_needed: "S offers nothing: the status quo survives without it.",
    deterrence: `S offers ${s} forces, of ${most} that it would give at most: `
      + "with less, A would rather concede than arm for the rest.",
    concession_dear: `S offers nothing: A would arm for the rest if it had ${s} forces, `
      + `and S would give ${most} at most.`,
  }[found.region];
}

function arming(parameters, found) {
  const arms = numberText(outcomes(parameters, found).arms);
  if (!isAllied(found)) return Number(arms) > 0 ? `A arms ${arms}.` : "A does not arm.";
  const both = `both together, ${numberText(found.s + found.a)}, are just enough to deter B`;
  return Number.isNaN(found.share)
    ? `A arms ${arms}; ${both}.`
    : `A arms ${arms}; ${both}. S carries ${numberText(found.share)} of the burden.`;
}

function crisis(parameters, found) {
  const { adversary, superpower } = outcomes(parameters, found);
  const payoffs = `Payoffs: A ${numberText(found.payoff)}, B ${numberText(adversary)}, S ${numberText(superpower)}.`;
  const prize = shareText(found.prize);
  if (found.region.startsWith("revision")) return `A challenges and B gives in: A has ${prize}. ${payoffs}`;
  if (found.region === "concession_dear") return `B demands more and A gives in: A is left with ${prize}. ${payoffs}`;
  return `Neither side can threaten war: A keeps ${prize}. ${payoffs}`;
}

// What the alliance does, or what its absence means.
function effect(parameters, found) {
  const { adversary, adversary_alone } = outcomes(parameters, found);
  const total = `${numberText(found.a_alone)} to ${numberText(found.s + found.a)}`;
  const rest = `B has ${shareText(adversary)} rather than ${shareText(adversary_alone)}`;
  return {
    revision: "No alliance is formed, and the status quo does not survive.",
    revision_dear: "No alliance is formed, and the status quo does not survive. A more willing S would restrain A.",
    restraint: "The alliance restrains: S’s forces spare A the cost of its own and leave it less to gain by revision. "
      + `${rest}; forces against it fall from ${total}.`,
    none_needed: "No alliance is formed, since the status quo survives without one.",
    deterrence: "The alliance deters: A arms for what S leaves to it, but stays too weak to challenge on its own. "
      + `${rest}; forces against it rise from ${total}.`,
    concession_dear: "No alliance is formed, and the status quo does not survive. A more willing S would deter B.",
  }[found.region];
}
