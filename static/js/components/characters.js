// How long a text is, for a reader of any script: docs/decisions/0015. competition/calls/rules/characters.py counts alike.

const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;
const EXTENDS = /^[\p{M}\u200c\u200d\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]$/u;
const PICTURE = /^[\p{So}\p{Sm}]$/u;
const FLAG = /^[\u{1f1e6}-\u{1f1ff}]$/u;

/** Every 汉字 is one, as is a letter with its accents, an emoji put together from several, a flag, a line's end. */
export function length(text) {
  let count = 0;
  let before = "";
  let flags = 0;
  for (const sign of text.replaceAll("\r\n", "\n").normalize("NFC")) {
    const isFlag = FLAG.test(sign);
    const joins = before === "\u200d" && PICTURE.test(sign);
    const belongs = EXTENDS.test(sign) || (isFlag && flags % 2 === 1) || joins;
    if (!belongs || before === "" || before === "\n") count += 1;
    before = sign;
    flags = isFlag ? flags + 1 : 0;
  }
  return count;
}

/** How many characters a text may have: `chinese`, where it is given, for one whose letters are mostly 汉字. */
export function mostOf(text, most, chinese) {
  if (chinese === null || chinese === undefined || chinese === "") return Number(most);
  const han = text.match(HAN)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return Number(han * 2 > letters ? chinese : most);
}
