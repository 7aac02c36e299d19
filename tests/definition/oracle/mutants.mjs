// The specification's JSON Schema as an oracle: prints one JSON line per document with its verdict.
//
//   node mutants.mjs SCHEMA.yaml EXAMPLES_DIR SEED PER_EXAMPLE
//   {"name": "do-single.yaml", "change": "drop /do", "valid": false, "errors": "...", "document": {...}}
//
// Every example comes first as it is, then mutants of it: a property dropped, renamed or added, a value of another type,
// something nested too deep or not deep enough. The same seed gives the same mutants.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { picker } from './random.mjs';

const [schemaPath, examplesPath, seedText, countText] = process.argv.slice(2);

const { pick } = picker(Number(seedText));

const ajv = new Ajv2020({ strict: false, allErrors: false });
addFormats(ajv);
const validate = ajv.compile(parse(readFileSync(schemaPath, 'utf8')));

/** Every place below the root: the holder, the key in it, and its path. */
function places(holder, path = '') {
  if (holder === null || typeof holder !== 'object') return [];
  return Object.keys(holder).flatMap((key) => {
    const here = `${path}/${key}`;
    return [{ holder, key, path: here }, ...places(holder[key], here)];
  });
}

const replacements = [null, true, 0, 7, 1.5, '', 'text', '${ .a }', [], ['text'], [1], {}, { foo: 'bar' }, [{ foo: 'bar' }]];

/** Renames a key and keeps its place among the others. */
function rename(holder, from, to) {
  const entries = Object.entries(holder).map(([key, value]) => [key === from ? to : key, value]);
  for (const key of Object.keys(holder)) delete holder[key];
  Object.assign(holder, Object.fromEntries(entries));
}

const changes = {
  drop({ holder, key }) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  rename({ holder, key }) {
    if (Array.isArray(holder)) return false;
    rename(holder, key, pick([`${key}s`, key.slice(1), key.toUpperCase(), `x${key}`, key.slice(0, -1) || 'x']));
  },
  retype({ holder, key }) {
    const value = structuredClone(pick(replacements));
    if (JSON.stringify(value) === JSON.stringify(holder[key])) return false;
    holder[key] = value;
  },
  add({ holder, key }) {
    const value = holder[key];
    if (value === null || typeof value !== 'object') return false;
    const extra = structuredClone(pick(replacements));
    if (Array.isArray(value)) value.push(extra);
    else value[pick(['foo', 'use', 'with', 'then', 'do', 'set', 'call', 'after', 'when', 'type'])] = extra;
  },
  wrap({ holder, key }) {
    holder[key] = pick([(value) => [value], (value) => ({ foo: value }), (value) => ({ [key]: value })])(holder[key]);
  },
  unwrap({ holder, key }) {
    const value = holder[key];
    if (value === null || typeof value !== 'object' || Object.keys(value).length === 0) return false;
    holder[key] = value[pick(Object.keys(value))];
  },
  swap({ holder, key }) {
    const others = Object.keys(holder).filter((other) => other !== key);
    if (others.length === 0) return false;
    const other = pick(others);
    [holder[key], holder[other]] = [holder[other], holder[key]];
  },
};

function report(name, change, document) {
  const valid = validate(document);
  const errors = valid ? '' : ajv.errorsText(validate.errors, { dataVar: '' }).slice(0, 300);
  process.stdout.write(`${JSON.stringify({ name, change, valid, errors, document })}\n`);
}

for (const name of readdirSync(examplesPath).filter((file) => /\.ya?ml$/.test(file)).sort()) {
  const example = parse(readFileSync(join(examplesPath, name), 'utf8'));
  report(name, '', example);
  for (let made = 0; made < Number(countText); ) {
    const document = structuredClone(example);
    const place = pick(places(document));
    const kind = pick(Object.keys(changes));
    if (changes[kind](place) === false) continue;
    report(name, `${kind} ${place.path}`, document);
    made += 1;
  }
}
