// Writes nfkc.txt: what Nfkc.cs needs of the Unicode character database, out of the JavaScript engine's own.
//   node nfkc.mjs > nfkc.txt
// Three lists: "decompose" (code point or range, then what it stands for), "class" (canonical combining class, then its marks)
// and "compose" (two code points and the one they make). All hexadecimal; Hangul syllables are computed, not listed.
const hex = code => code.toString(16).toUpperCase();
const codes = text => Array.from(text, letter => letter.codePointAt(0));
const all = [];
for (let code = 0x80; code <= 0x10ffff; code++) {
  if ((code < 0xd800 || code > 0xdfff) && (code < 0xac00 || code > 0xd7a3)) all.push(String.fromCodePoint(code));
}

console.log('# Unicode ' + process.versions.unicode);
console.log('decompose');
let run = null;
const end = () => {
  if (run) console.log((run.from === run.to ? hex(run.from) : hex(run.from) + '-' + hex(run.to)) + ' ' + run.into.map(hex).join(' '));
  run = null;
};
for (const letter of all) {
  const into = codes(letter.normalize('NFKD'));
  const code = letter.codePointAt(0);
  if (into.length === 1 && into[0] === code) continue;
  if (run && into.length === 1 && run.into.length === 1 && code === run.to + 1 && into[0] - code === run.into[0] - run.from) {
    run.to = code;
  } else {
    end();
    run = { from: code, to: code, into };
  }
}

end();

// A class has a number; of two marks side by side the one of the higher class goes behind.
const known = {
  1: 0x334, 6: 0x16ff0, 7: 0x93c, 8: 0x3099, 9: 0x94d, 10: 0x5b0, 11: 0x5b1, 12: 0x5b2, 13: 0x5b3, 14: 0x5b4, 15: 0x5b5, 16: 0x5b6,
  17: 0x5b7, 18: 0x5b8, 19: 0x5b9, 20: 0x5bb, 21: 0x5bc, 22: 0x5bd, 23: 0x5bf, 24: 0x5c1, 25: 0x5c2, 26: 0xfb1e, 27: 0x64b, 28: 0x64c,
  29: 0x64d, 30: 0x64e, 31: 0x64f, 32: 0x650, 33: 0x651, 34: 0x652, 35: 0x670, 36: 0x711, 84: 0xc55, 91: 0xc56, 103: 0xe38, 107: 0xe48,
  118: 0xeb8, 122: 0xec8, 129: 0xf71, 130: 0xf72, 132: 0xf74, 202: 0x321, 214: 0x1dce, 216: 0x31b, 218: 0x302a, 220: 0x316, 222: 0x59a,
  224: 0x302e, 226: 0x1d16d, 228: 0x5ae, 230: 0x300, 232: 0x315, 233: 0x35c, 234: 0x35d, 240: 0x345,
};
const swaps = (first, second) => (first + second).normalize('NFD') === second + first && first !== second;
const marks = all.filter(letter => /\p{M}/u.test(letter) && letter.normalize('NFD') === letter);
const byClass = new Map();
for (const mark of marks) {
  const others = Object.entries(known).map(([number, code]) => [Number(number), String.fromCodePoint(code)]);
  const isReordered = others.some(([, other]) => swaps(mark, other) || swaps(other, mark));
  if (!isReordered) continue;
  const same = others.filter(([, other]) => !swaps(mark, other) && !swaps(other, mark));
  if (same.length !== 1) throw new Error('no class for ' + hex(mark.codePointAt(0)));
  byClass.set(same[0][0], [...(byClass.get(same[0][0]) ?? []), mark.codePointAt(0)]);
}

console.log('class');
for (const [number, list] of [...byClass].sort((one, other) => one[0] - other[0])) {
  const parts = [];
  for (let at = 0; at < list.length; at++) {
    const from = list[at];
    while (list[at + 1] === list[at] + 1) at++;
    parts.push(from === list[at] ? hex(from) : hex(from) + '-' + hex(list[at]));
  }
  console.log(number + ' ' + parts.join(' '));
}

console.log('compose');
for (const letter of all) {
  const apart = letter.normalize('NFD');
  if (apart === letter || letter.normalize('NFC') !== letter) continue;
  const parts = codes(apart);
  for (let at = parts.length - 1; at > 0; at--) {
    const first = String.fromCodePoint(...parts.slice(0, at), ...parts.slice(at + 1)).normalize('NFC');
    if (codes(first).length === 1 && (first + String.fromCodePoint(parts[at])).normalize('NFC') === letter) {
      console.log([first.codePointAt(0), parts[at], letter.codePointAt(0)].map(hex).join(' '));
      break;
    }
    if (at === 1) throw new Error('no pair for ' + hex(letter.codePointAt(0)));
  }
}
