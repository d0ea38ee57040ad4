import path from 'node:path';

/** PROOFS.md §2: what is measured beside what. A floor and ours take the same number of connections and seconds. */
export function goals(system) {
  const floor = (route, method = 'POST') => () => ({ script: 'floor.lua', address: system.floor, env: { BENCH_PATH: route, BENCH_METHOD: method } });
  const numbers = path.join(system.files, 'numbers.txt');
  const device = (verb, span, from = () => 0) => () => ({
    script: 'device.lua',
    address: system.core,
    env: { BENCH_VERB: verb, BENCH_FILE: numbers, BENCH_SPAN: String(span), BENCH_FROM: String(from()) },
  });
  const list = (address, graphql) => () => ({
    script: 'list.lua',
    address,
    env: { BENCH_FILE: path.join(system.files, 'pages.txt'), BENCH_TOKENS: path.join(system.files, 'tokens.txt'), BENCH_GRAPHQL: graphql ? '1' : '0' },
  });
  return [
    { id: 'G1', what: 'validation from memory beside L3', must: 0.35, goal: 0.5, floor: floor('/l3'), ours: device('validate', 5_000), check: () => system.checkValidation() },
    { id: 'G2', what: 'validation not in memory beside L4r', must: 0.4, goal: 0.6, floor: floor('/l4r'), ours: device('validate', 1_000_000, () => system.next('G2', 0.3)), check: () => system.checkValidation() },
    { id: 'G3', what: 'activation of distinct keys beside L9', must: 0.35, goal: 0.5, floor: floor('/l9'), ours: device('activate', 1_000_000, () => system.next('G3', 0.067)), check: () => system.checkActivations() },
    { id: 'G4r', what: 'a page of 50 keys over REST beside L5d', must: 0.5, goal: 0.7, floor: floor('/l5d', 'GET'), ours: list(system.core, false), check: () => system.checkPage(false) },
    { id: 'G4', what: 'the same page over GraphQL beside L5d', must: 0.25, goal: 0.4, floor: floor('/l5d', 'GET'), ours: list(system.edge, true), check: () => system.checkPage(true) },
  ];
}

/** What takes several requests, driven by Tessera.Bench. */
export function flowGoals(system) {
  return [
    { id: 'G5', what: 'a renewal from quote to renewed, 16 flows, beside L10', must: 0.2, goal: 0.4, p50: 'flowP50', p99: 'flowP99', run: (side, seconds) => system.renewals(side, { seconds, flows: 16 }), check: () => system.checkRenewals() },
    { id: 'G5w', what: "the provider's message: verified, kept, answered, beside L9", must: 0.35, goal: 0.5, p50: 'p50', p99: 'p99', run: (side, seconds) => system.webhooks(side, { seconds, connections: 8 }) },
  ];
}
