// Texts that could not be saved yet, kept in this browser until they are saved or the person signs out.

const PREFIX = "interreg-kept:";

export class Kept {
  constructor(person, project) {
    this.prefix = `${PREFIX}${person}:${project}:`;
  }

  // Answers whether the browser could keep it: private windows and full storage refuse.
  put(name, value, token) {
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify({ value, token, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  get(name) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + name));
    } catch {
      return null;
    }
  }

  drop(name) {
    try {
      localStorage.removeItem(this.prefix + name);
    } catch {
      // nothing was kept
    }
  }
}

export function forgetAll() {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // nothing was kept
  }
}
