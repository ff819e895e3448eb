// The floor of the client: ES2019 and the browsers of five years ago, which no
// engine that can be run here stands for, so the linter holds it.
import js from '@eslint/js';
import globals from 'globals';

const tooNew = [
  ['Object', 'fromEntries'],
  ['Object', 'groupBy'],
  ['Array', 'fromAsync'],
  ['Promise', 'allSettled'],
  ['Promise', 'any'],
  ['crypto', 'randomUUID'],
  ['navigator', 'clipboard'],
  ['navigator', 'serviceWorker'],
  ['navigator', 'wakeLock'],
  ['navigator', 'mediaDevices'],
  ['navigator', 'geolocation'],
];

const methodsTooNew = ['replaceChildren', 'at', 'replaceAll', 'matchAll', 'animate', 'toSorted'];

export default [
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2020, // for import() alone; what else came in 2020 is refused below
      sourceType: 'module',
      globals: globals.browser,
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unused-vars': ['error', { args: 'after-used' }],
      'no-restricted-globals': [
        'error',
        'globalThis',
        'queueMicrotask',
        'structuredClone',
        'ResizeObserver',
        'PointerEvent',
        'AbortSignal',
        'alert',
        'confirm',
        'prompt',
      ],
      'no-restricted-properties': ['error', ...tooNew.map(([object, property]) => ({ object, property }))],
      'no-restricted-syntax': [
        'error',
        {
          selector: "ChainExpression, LogicalExpression[operator='??'], Literal[bigint], MetaProperty, ExportAllDeclaration > Identifier.exported",
          message: 'Not in ES2019.',
        },
        {
          selector: "AssignmentExpression > MemberExpression.left[property.name=/^(innerHTML|outerHTML)$/]",
          message: 'Text only: build nodes with h().',
        },
        {
          selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|write|writeln)$/]',
          message: 'Text only: build nodes with h().',
        },
        {
          selector: `CallExpression[callee.property.name=/^(${methodsTooNew.join('|')})$/]`,
          message: 'Not in Safari 12, Chrome 70 or Firefox 68.',
        },
      ],
    },
  },
];
