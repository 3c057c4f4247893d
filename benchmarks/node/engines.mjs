// The six-row table of ./bench rules through other engines on Node. Reads {inputs, answers} from standard input, first makes sure that every engine gives
// these answers, then writes the microseconds of one answer, passing the input in included, warm, the best of several rounds, as JSON.
import { performance } from 'node:perf_hooks';
import { readFileSync } from 'node:fs';

const { inputs, answers, expected } = JSON.parse(readFileSync(0, 'utf8'));
const [parallel, withoutProposal, all, two, proposal, none] = answers;

async function zen() {
  const { ZenEngine } = await import('@gorules/zen-engine');
  const row = (id, p, q, a, out) => ({ _id: id, p, q, a, out: JSON.stringify(out) });
  const graph = {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      {
        id: 'table', type: 'decisionTableNode', name: 'table', position: { x: 1, y: 0 },
        content: {
          hitPolicy: 'first',
          inputs: [{ id: 'p', name: 'parallel', field: 'parallel' }, { id: 'q', name: 'planned', field: 'planned' }, { id: 'a', name: 'amount', field: 'amount' }],
          outputs: [{ id: 'out', name: 'out', field: 'out' }],
          rules: [
            row('1', 'true', '', '', parallel),
            row('2', '', 'true', '> 400', withoutProposal),
            row('3', '', '', '> 400', all),
            row('4', '', '', '(200..400]', two),
            row('5', '', '', '(0..200]', proposal),
            row('6', '', '', '<= 0', none),
          ],
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
    ],
    edges: [{ id: 'e1', sourceId: 'in', targetId: 'table', type: 'edge' }, { id: 'e2', sourceId: 'table', targetId: 'out', type: 'edge' }],
  };
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(graph)));
  return async (input) => (await decision.evaluate(input)).result.out;
}

async function feelin() {
  const { evaluate } = await import('feelin');
  const q = JSON.stringify;
  const text = `if parallel then ${q(parallel)} else if planned and amount > 400 then ${q(withoutProposal)} else if amount > 400 then ${q(all)} `
    + `else if amount in (200..400] then ${q(two)} else if amount in (0..200] then ${q(proposal)} else ${q(none)}`;
  return (input) => {
    const result = evaluate(text, input);
    return typeof result === 'object' && result !== null && 'value' in result ? result.value : result;
  };
}

async function jsonRulesEngine() {
  const { Engine } = await import('json-rules-engine');
  const engine = new Engine();
  const is = (fact, operator, value) => ({ fact, operator, value });
  const rows = [
    [[is('parallel', 'equal', true)], parallel],
    [[is('planned', 'equal', true), is('amount', 'greaterThan', 400)], withoutProposal],
    [[is('amount', 'greaterThan', 400)], all],
    [[is('amount', 'greaterThan', 200), is('amount', 'lessThanInclusive', 400)], two],
    [[is('amount', 'greaterThan', 0), is('amount', 'lessThanInclusive', 200)], proposal],
    [[is('amount', 'lessThanInclusive', 0)], none],
  ];
  rows.forEach(([conditions, type], i) => engine.addRule({ conditions: { all: conditions }, event: { type }, priority: rows.length - i, onSuccess: () => engine.stop() }));
  return async (input) => (await engine.run(input)).events[0].type;
}

// Microseconds an answer at best of the rounds of three seconds; in batches: many under way at once.
async function measure(answer, batch) {
  let best = Infinity;
  const until = performance.now() + 3000;
  while (performance.now() < until) {
    const start = performance.now();
    for (let i = 0; i < inputs.length; i += batch) {
      if (batch === 1) {
        await answer(inputs[i]);
      } else {
        await Promise.all(inputs.slice(i, i + batch).map(answer));
      }
    }
    best = Math.min(best, ((performance.now() - start) * 1000) / inputs.length);
  }
  return best;
}

const figures = [];
for (const [name, make, batch] of [
  ['ZEN in batches of 100', zen, 100], ['ZEN one by one', zen, 1], ['json-rules-engine', jsonRulesEngine, 1], ['feelin', feelin, 1],
]) {
  const answer = await make();
  for (let i = 0; i < inputs.length; i++) {
    const given = await answer(inputs[i]);
    if (given !== expected[i]) {
      throw new Error(`${name}: ${JSON.stringify(inputs[i])} gives ${JSON.stringify(given)}, not ${JSON.stringify(expected[i])}`);
    }
  }
  figures.push({ name, microseconds: await measure(answer, batch) });
}
process.stdout.write(JSON.stringify(figures));
