import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FINDINGS, reasons } from '../../assets/leader/doctor.js';

test('there are words for everything that the server finds, and for nothing else', () => {
  const source = readFileSync(new URL('../../game/appliance/doctor.go', import.meta.url), 'utf8');
  const found = Array.from(source.matchAll(/^\t\w+ += "(\w+)"/gm), (m) => m[1]);
  assert.ok(found.length > 8);
  assert.deepEqual(Object.keys(FINDINGS).sort(), found.sort());
});

test('reasons keep their order, and the system knows best about its firewall', () => {
  const said = reasons({ findings: ['moved', 'firewall', 'new_one'], advice: 'Tick Packnight.' });
  assert.deepEqual(
    said.map((r) => r.id),
    ['moved', 'firewall'],
  );
  assert.equal(said[1].then, 'Tick Packnight.');
  assert.equal(reasons({ findings: ['firewall'], advice: '' })[0].then, FINDINGS.firewall[1]);
});
