/**
 * A quiz pack as the editor holds it, and what may be said about it before the
 * server is asked. No DOM. The server has the last word; these are the same rules
 * in the words of somebody who is still writing.
 *
 * @typedef {{text: string, picture: string, right: boolean}} DraftAnswer
 * @typedef {{text: string, picture: string, why: string, answers: DraftAnswer[]}} DraftQuestion
 * @typedef {{id: string, name: string, about: string, questions: DraftQuestion[]}} Draft
 * @typedef {{text: string, picture?: string}} Answer
 * @typedef {{text: string, picture?: string, answers: Answer[], correct: number[], why?: string}} Question
 * @typedef {{id: string, name: string, about?: string, questions: Question[]}} Pack
 */

/** Most words that an 8-year-old reads in time. */
export const WORDS = { question: 14, answer: 3, why: 20 };
/** Most characters that the server takes. */
export const CHARACTERS = { name: 60, about: 140, question: 140, answer: 40, why: 140 };
export const MOST_QUESTIONS = 200;
const FEWEST_ANSWERS = 2;
const MOST_ANSWERS = 4;
const ID_LENGTH = 10;

/** @returns {DraftAnswer} */
const blankAnswer = () => ({ text: '', picture: '', right: false });

/**
 * An empty question with room for four answers.
 *
 * @returns {DraftQuestion}
 */
export function blankQuestion() {
  return {
    text: '',
    picture: '',
    why: '',
    answers: [blankAnswer(), blankAnswer(), blankAnswer(), blankAnswer()],
  };
}

/**
 * A pack with one empty question.
 *
 * @returns {Draft}
 */
export function blankPack() {
  return { id: newID(), name: '', about: '', questions: [blankQuestion()] };
}

/**
 * A random id for a pack; it shows nowhere.
 *
 * @returns {string}
 */
export function newID() {
  const letters = 'bcdfghjkmnpqrstvwxyz23456789';
  const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH));
  return `own-${Array.from(bytes, (b) => letters[b % letters.length]).join('')}`;
}

/**
 * The pack as the editor holds it.
 *
 * @param {Pack} pack
 * @returns {Draft}
 */
export function draft(pack) {
  return {
    id: pack.id,
    name: pack.name,
    about: pack.about || '',
    questions: pack.questions.map((q) => ({
      text: q.text,
      picture: q.picture || '',
      why: q.why || '',
      answers: padded(
        q.answers.map((a, i) => ({
          text: a.text,
          picture: a.picture || '',
          right: q.correct.indexOf(i) >= 0,
        })),
      ),
    })),
  };
}

/** @param {DraftAnswer[]} answers */
function padded(answers) {
  const out = answers.slice();
  while (out.length < MOST_ANSWERS) out.push(blankAnswer());
  return out;
}

/**
 * The pack as it is stored: answers without text are left out.
 *
 * @param {Draft} d
 * @returns {Pack}
 */
export function pack(d) {
  return compact({
    id: d.id,
    name: d.name.trim(),
    about: d.about.trim(),
    questions: d.questions.map((q) => {
      const answers = q.answers.filter((a) => a.text.trim());
      return compact({
        text: q.text.trim(),
        picture: q.picture.trim(),
        answers: answers.map((a) => compact({ text: a.text.trim(), picture: a.picture.trim() })),
        correct: answers.map((a, i) => (a.right ? i : -1)).filter((i) => i >= 0),
        why: q.why.trim(),
      });
    }),
  });
}

/**
 * Leaves out what is an empty text, unless it must be there.
 *
 * @template {Record<string, any>} T
 * @param {T} o
 * @returns {T}
 */
function compact(o) {
  /** @type {Record<string, any>} */
  const out = {};
  for (const key of Object.keys(o)) if (o[key] !== '' || key === 'text' || key === 'name') out[key] = o[key];
  return /** @type {T} */ (out);
}

/**
 * Counts the words of a text.
 *
 * @param {string} text
 * @returns {number}
 */
export function words(text) {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/).length;
}

/**
 * What keeps a question from being asked, or '' when it is ready.
 *
 * @param {DraftQuestion} q
 * @returns {string}
 */
export function lacking(q) {
  const filled = q.answers.filter((a) => a.text.trim());
  if (!q.text.trim()) return 'Write the question.';
  if (filled.length < FEWEST_ANSWERS) return 'Write at least two answers.';
  if (!filled.some((a) => a.right)) return 'Tick the right answer.';
  const texts = filled.map((a) => a.text.trim().toLowerCase());
  if (texts.some((t, i) => texts.indexOf(t) !== i)) return 'Two answers are the same.';
  return '';
}

/**
 * What keeps the whole pack from being saved, or ''.
 *
 * @param {Draft} d
 * @returns {string}
 */
export function packLacking(d) {
  if (!d.name.trim()) return 'Give the pack a name.';
  if (d.questions.length > MOST_QUESTIONS) return `A pack may have ${MOST_QUESTIONS} questions.`;
  for (let i = 0; i < d.questions.length; i++) {
    const lack = lacking(d.questions[i]);
    if (lack) return `Question ${i + 1}: ${lack}`;
  }
  return '';
}

/**
 * A file name for a pack that every computer takes.
 *
 * @param {string} name
 * @returns {string}
 */
export function fileName(name) {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${plain || 'pack'}.packnight.json`;
}
