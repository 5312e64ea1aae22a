// A group of radio buttons as one control: its value is that of the chosen one.

export function asRadios(group) {
  const all = () => Array.from(group.querySelectorAll("input[type=radio]"));
  const chosen = (isChosen) => all().find(isChosen)?.value || "";
  Object.defineProperties(group, {
    value: {
      get: () => chosen((one) => one.checked),
      set: (value) => all().forEach((one) => (one.checked = one.value === value)),
    },
    defaultValue: { get: () => chosen((one) => one.defaultChecked) },
    words: {
      value: (value) => all().find((one) => one.value === value)?.parentElement.textContent.trim() || value,
    },
  });
  return group;
}
