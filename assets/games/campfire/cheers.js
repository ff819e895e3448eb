/** The canned cheers: the only words that Cubs send each other. @type {{id: string, picture: string, label: string}[]} */
export const CHEERS = [
  { id: 'wave', picture: '👋', label: 'Hello' },
  { id: 'howl', picture: '🌙', label: 'Howl' },
  { id: 'clap', picture: '👏', label: 'Clap' },
  { id: 'yum', picture: '🍫', label: 'Yum' },
];
