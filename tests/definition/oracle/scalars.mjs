// Texts as another YAML library writes them: prints one JSON line per document with what it says.
//
//   node scalars.mjs SEED COUNT
//   {"text": "a: 'it''s'\n", "value": {"a": "it's"}}
//
// The texts are made of what is hard in YAML: quotes, escapes, white space, line breaks, indicators. Each is written in
// every style that can hold it, short lines folded, as a value, a list's item and a key. The same seed gives the same texts.
import { parse, stringify } from 'yaml';
import { picker } from './random.mjs';

const [seedText, countText] = process.argv.slice(2);

const { random, pick } = picker(Number(seedText));

const pieces = ["'", "''", '"', '\\', '\n', '\n\n', ' ', '  ', '\t', 'a', 'word', 'two words', '# no comment', ': ', '- ', '${ .a }',
  '{', ']', ',', '&x', '*y', '!', '%', '@', '`', '|', '>', '?', 'é', '日本', '😀', '~', 'null', '1.5', 'true', '\r', '\\n', 'x'.repeat(30)];
const styles = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'];

const count = Number(countText);
for (let made = 0, tried = 0; made < count; tried += 1) {
  if (tried > 20 * count + 100) throw new Error(`only ${made} of ${tried} texts could be written and read back`);
  const text = Array.from({ length: 1 + Math.floor(random() * 12) }, () => pick(pieces)).join('');
  const value = pick([{ a: text, b: 1 }, { list: [text, [text]] }, { [Array.from(text).slice(0, 100).join('')]: { deep: text } }, [[{ a: text }]]]);
  const options = {
    defaultStringType: pick(styles),
    defaultKeyType: pick(['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE']),
    lineWidth: pick([0, 20, 80]),
    indent: pick([2, 4]),
    collectionStyle: pick(['any', 'flow']),
  };
  // What the library can't read back itself is no text to judge others by.
  try {
    const written = stringify(value, options);
    if (/\p{Surrogate}/u.test(written) || JSON.stringify(parse(written)) !== JSON.stringify(value)) continue;
    process.stdout.write(`${JSON.stringify({ text: written, value })}\n`);
    made += 1;
  } catch {
    continue;
  }
}
