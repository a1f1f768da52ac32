interface Words {
  zh: string;
  en: string;
}

/** Why this password is too easily guessed for this login; undefined when it will do. */
export function weakness(password: string, login: string): Words | undefined {
  if (password.length < 10) return { zh: '至少 10 个字符', en: 'at least 10 characters' };
  if (password.toLowerCase().includes(login.toLowerCase()) && login.length > 2)
    return { zh: '不能包含用户名', en: 'must not contain the login' };
  if (/^\d+$/.test(password)) return { zh: '不能只有数字', en: 'must not be digits only' };
  if (new Set(password).size < 5) return { zh: '至少 5 种不同字符', en: 'at least 5 different characters' };
  return undefined;
}
