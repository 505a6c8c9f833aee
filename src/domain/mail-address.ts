/** Whether a text is one address of mail as servers of every kind take it, in plain letters: never more than one, and nothing that could become a header. */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 &&
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(text) &&
  !/^\.|\.\.|\.@/.test(text);
